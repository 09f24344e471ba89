/// The pickle in an archive of torch, beside two storages.
struct PickleInput: FuzzedReader {
  private let file = MemoryFile()

  func read(_ bytes: [UInt8]) throws {
    var archive = Archive()
    archive.add("archive/data.pkl", bytes)
    for key in ["0", "1"] { archive.add("archive/data/\(key)", Array(0..<64)) }
    try TorchInput.read(file.hold(archive.bytes))
  }
}

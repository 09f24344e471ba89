import Engine
import Files

/// Whole archives of torch.
struct TorchInput: FuzzedReader {
  private let file = MemoryFile()

  func read(_ bytes: [UInt8]) throws { try Self.read(file.hold(bytes)) }

  static func read(_ path: Path) throws {
    do {
      let file = try TorchFile(path)
      try TensorCheck.readAll(file)
      for name in file.dictionaries { try TensorCheck.readAll(try file.dictionary(name)) }
    } catch is LoadingError {}
  }
}

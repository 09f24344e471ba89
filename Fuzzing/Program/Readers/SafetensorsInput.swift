import Engine
import Files

/// Whole files, and headers that are given their right length and some data.
struct SafetensorsInput: FuzzedReader {
  private let file = MemoryFile()
  private let copy = Path("copy.safetensors")

  func read(_ bytes: [UInt8]) throws {
    try readFile(bytes)
    let length = (0..<8).map { UInt8(bytes.count >> (8 * $0) & 255) }
    try readFile(length + bytes + Array(0..<64))
  }

  private func readFile(_ bytes: [UInt8]) throws {
    let path = file.hold(bytes)
    do {
      try TensorCheck.readAll(try SafetensorsFile(path))
    } catch is LoadingError {}
    let file: SafetensorsFile
    do {
      file = try SafetensorsFile(path, isWhole: false)
    } catch {
      return
    }
    try writeAgain(file)
  }

  private func writeAgain(_ file: SafetensorsFile) throws {
    var tensors: [String: SavedTensor] = [:]
    for key in file.keys { tensors[key] = file.stored(named: key).map { SavedTensor($0) } }
    try SafetensorsWriter(tensors, metadata: file.metadata).write(to: copy)
    let again = try SafetensorsFile(copy, isWhole: false)
    check(again.metadata == file.metadata && Set(again.keys) == Set(file.keys))
    for key in file.keys {
      guard let one = file.stored(named: key), let other = again.stored(named: key) else {
        preconditionFailure("a tensor is lost")
      }
      check(one.type == other.type && one.shape == other.shape)
      if one.type.isFloatingPoint {
        check(try Self.bits(one) == Self.bits(other))
      } else {
        check(try one.integers() == other.integers())
      }
    }
  }

  private static func bits(_ tensor: StoredTensor) throws -> [UInt32] {
    try tensor.tensor().elements.map(\.bitPattern)
  }
}

package import Files
import FoundationEssentials

/// A safetensors file, mapped into memory.
///
/// Everything its header claims is checked before any of its data is touched. Holes between
/// tensors are allowed.
package struct SafetensorsFile: TensorSource {
  private let file: MappedFile
  private let entries: [String: SafetensorsHeader.Entry]
  package let metadata: [String: String]
  private let dataStart: Int

  /// Longer headers are refused: a model of 10 000 tensors needs 1 MB.
  private static let maximumHeader = 16 << 20

  /// Opens the file at `path`; `role` names it in the error when it is not there.
  ///
  /// - Parameter isWhole: whether its names are those of a whole network, from which what training
  ///   puts in front of them all is left out.
  package init(
    _ path: Path, role: String = "weights file", isWhole: Bool = true
  ) throws(LoadingError) {
    let file = try MappedFile(path, role: role)
    guard file.count >= 8 else {
      throw .damaged(path: path, problem: "it has only \(file.count) bytes")
    }
    let length = unsafe file.withBytes(0..<8) { bytes in
      UInt64(littleEndian: unsafe bytes.loadUnaligned(as: UInt64.self))
    }
    guard length <= UInt64(Self.maximumHeader) else {
      throw .damaged(
        path: path, problem: "its header claims \(length) bytes, more than 16 MB")
    }
    dataStart = 8 + Int(length)
    guard dataStart <= file.count else {
      throw .damaged(
        path: path, problem: "its header claims \(length) bytes of \(file.count - 8)")
    }
    let text = unsafe file.withBytes(8..<dataStart) { bytes in unsafe Data(bytes) }
    do {
      let header = try SafetensorsHeader(text, dataCount: file.count - dataStart)
      entries = isWhole ? WrapperPrefix.removed(from: header.entries) : header.entries
      metadata = header.metadata
    } catch {
      throw .damaged(path: path, problem: error.problem)
    }
    self.file = file
  }

  package var path: Path { file.path }
  package var label: String { file.path.text }
  package var keys: [String] { Array(entries.keys) }

  package func shape(of key: String) -> [Int]? { entries[key]?.shape }

  package func elementType(of key: String) -> ElementType? { entries[key]?.type }

  package func stored(named key: String) -> StoredTensor? {
    guard let entry = entries[key] else { return nil }
    return StoredTensor(
      key: key, type: entry.type, shape: entry.shape, file: file,
      bytes: dataStart + entry.bytes.lowerBound..<dataStart + entry.bytes.upperBound)
  }

  /// Shows an F32 tensor as a part of the mapping; converts F16, BF16 and F64 to a copy.
  package func tensor(named key: String) throws(LoadingError) -> Tensor {
    try entry(key).tensor()
  }

  /// Reads a tensor of integers in row-major order.
  package func integers(named key: String) throws(LoadingError) -> [Int64] {
    try entry(key).integers()
  }

  private func entry(_ key: String) throws(LoadingError) -> StoredTensor {
    guard let stored = stored(named: key) else { throw .tensorMissing(key: key, source: label) }
    return stored
  }
}

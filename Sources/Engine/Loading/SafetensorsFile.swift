import CKernels
import FoundationEssentials

/// A safetensors file, mapped into memory.
///
/// Everything its header claims is checked before any of its data is touched. Holes between
/// tensors are allowed.
package struct SafetensorsFile: TensorSource {
  private let file: MappedFile
  private let header: SafetensorsHeader
  private let dataStart: Int

  /// Longer headers are refused: a model of 10 000 tensors needs 1 MB.
  private static let maximumHeader = 16 << 20

  /// Opens the file at `path`; `role` names it in the error when it is not there.
  package init(_ path: String, role: String = "weights file") throws(LoadingError) {
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
      header = try SafetensorsHeader(text, dataCount: file.count - dataStart)
    } catch {
      throw .damaged(path: path, problem: error.problem)
    }
    self.file = file
  }

  package var path: String { file.path }
  package var label: String { file.path }
  package var keys: [String] { Array(header.entries.keys) }
  package var metadata: [String: String] { header.metadata }

  package func shape(of key: String) -> [Int]? { header.entries[key]?.shape }

  /// The element type as the file spells it, such as `F16`.
  package func elementType(of key: String) -> String? { header.entries[key]?.type.rawValue }

  /// Shows an F32 tensor as a part of the mapping; widens F16 and BF16 to a copy.
  package func tensor(named key: String) throws(LoadingError) -> Tensor {
    let entry = try entry(key)
    switch entry.type {
    case .f32: return view(entry)
    case .f16: return unsafe widen(entry, with: wurst_widen_f16)
    case .bf16: return unsafe widen(entry, with: wurst_widen_bf16)
    default:
      throw .wrongType(
        key: key, wanted: "F32, F16 or BF16", found: entry.type.rawValue, source: path)
    }
  }

  /// Reads a tensor of integers in row-major order.
  package func integers(named key: String) throws(LoadingError) -> [Int64] {
    let entry = try entry(key)
    switch entry.type {
    case .i64: return read(entry, as: Int64.self)
    case .i32: return read(entry, as: Int32.self)
    case .i16: return read(entry, as: Int16.self)
    case .i8: return read(entry, as: Int8.self)
    case .u8, .bool: return read(entry, as: UInt8.self)
    default:
      throw .wrongType(key: key, wanted: "integers", found: entry.type.rawValue, source: path)
    }
  }

  private func entry(_ key: String) throws(LoadingError) -> SafetensorsHeader.Entry {
    guard let entry = header.entries[key] else { throw .tensorMissing(key: key, source: path) }
    return entry
  }

  private func place(_ entry: SafetensorsHeader.Entry) -> Range<Int> {
    dataStart + entry.bytes.lowerBound..<dataStart + entry.bytes.upperBound
  }

  private func view(_ entry: SafetensorsHeader.Entry) -> Tensor {
    unsafe file.withBytes(place(entry)) { bytes in
      let count = bytes.count / MemoryLayout<Float>.stride
      guard count > 0, let base = bytes.baseAddress else { return Tensor(entry.shape) }
      if UInt(bitPattern: base) % UInt(MemoryLayout<Float>.alignment) == 0 {
        let floats = unsafe base.assumingMemoryBound(to: Float.self)
        return unsafe Tensor(
          entry.shape, storage: TensorStorage(mapped: floats, count: count, in: file))
      }
      var copy = Tensor(uninitialized: entry.shape)
      unsafe copy.withMutableElements { floats in
        unsafe UnsafeMutableRawBufferPointer(floats).copyMemory(from: bytes)
      }
      return copy
    }
  }

  private func widen(
    _ entry: SafetensorsHeader.Entry,
    with convert: (UnsafePointer<UInt16>, UnsafeMutablePointer<Float>, Int) -> Void
  ) -> Tensor {
    var tensor = Tensor(uninitialized: entry.shape)
    unsafe file.withBytes(place(entry)) { bytes in
      unsafe tensor.withMutableElements { floats in
        guard let input = bytes.baseAddress, let output = floats.baseAddress else { return }
        if UInt(bitPattern: input) % UInt(MemoryLayout<UInt16>.alignment) == 0 {
          unsafe convert(input.assumingMemoryBound(to: UInt16.self), output, floats.count)
        } else {
          let aligned = (0..<floats.count).map {
            unsafe bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)
          }
          unsafe convert(aligned, output, floats.count)
        }
      }
    }
    return tensor
  }

  private func read<Element: FixedWidthInteger>(
    _ entry: SafetensorsHeader.Entry, as: Element.Type
  ) -> [Int64] {
    unsafe file.withBytes(place(entry)) { bytes in
      stride(from: 0, to: bytes.count, by: MemoryLayout<Element>.stride).map { offset in
        Int64(unsafe bytes.loadUnaligned(fromByteOffset: offset, as: Element.self))
      }
    }
  }
}

import CKernels
import Files

/// A tensor as it lies in a mapped file: row-major, little-endian, in the type of the file.
package struct StoredTensor: Sendable {
  package let key: String
  package let type: ElementType
  package let shape: [Int]
  let file: MappedFile
  /// Where the elements are, counted from the beginning of the file.
  let bytes: Range<Int>

  /// The rows in `range` of the first axis, without reading them.
  package func rows(_ range: Range<Int>) -> StoredTensor {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= shape[0], "\(range) of \(shape[0]) rows")
    let row = shape.dropFirst().reduce(type.width, *)
    return StoredTensor(
      key: key, type: type, shape: [range.count] + shape.dropFirst(), file: file,
      bytes: bytes.lowerBound + row * range.lowerBound..<bytes.lowerBound + row * range.upperBound)
  }

  /// Shows F32 elements as a part of the mapping; converts the other real types to a copy.
  ///
  /// - Throws: `.wrongType` when the elements are integers.
  package func tensor() throws(LoadingError) -> Tensor {
    switch type {
    case .f32: return view()
    case .f16: return unsafe widen(with: wurst_widen_f16)
    case .bf16: return unsafe widen(with: wurst_widen_bf16)
    case .f64: return narrow()
    default:
      throw .wrongType(
        key: key, wanted: "F32, F16, BF16 or F64", found: type.rawValue, source: file.path.text)
    }
  }

  /// Reads integers or truth values in row-major order.
  ///
  /// - Throws: `.wrongType` when the elements are real numbers.
  package func integers() throws(LoadingError) -> [Int64] {
    switch type {
    case .i64: return read(as: Int64.self)
    case .i32: return read(as: Int32.self)
    case .i16: return read(as: Int16.self)
    case .i8: return read(as: Int8.self)
    case .u8, .bool: return read(as: UInt8.self)
    default:
      throw .wrongType(key: key, wanted: "integers", found: type.rawValue, source: file.path.text)
    }
  }

  func view() -> Tensor {
    unsafe file.withBytes(bytes) { bytes in
      let count = bytes.count / MemoryLayout<Float>.stride
      guard count > 0, let base = bytes.baseAddress else { return Tensor(shape) }
      if UInt(bitPattern: base) % UInt(MemoryLayout<Float>.alignment) == 0 {
        let floats = unsafe base.assumingMemoryBound(to: Float.self)
        return unsafe Tensor(shape, storage: TensorStorage(mapped: floats, count: count, in: file))
      }
      var copy = Tensor(uninitialized: shape)
      unsafe copy.withMutableElements { floats in
        unsafe UnsafeMutableRawBufferPointer(floats).copyMemory(from: bytes)
      }
      return copy
    }
  }

  private func widen(
    with convert: (UnsafePointer<UInt16>, UnsafeMutablePointer<Float>, Int) -> Void
  ) -> Tensor {
    var tensor = Tensor(uninitialized: shape)
    unsafe file.withBytes(bytes) { bytes in
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

  private func narrow() -> Tensor {
    var tensor = Tensor(uninitialized: shape)
    unsafe file.withBytes(bytes) { bytes in
      unsafe tensor.withMutableElements { floats in
        for index in 0..<floats.count {
          unsafe floats[index] = Float(
            unsafe bytes.loadUnaligned(fromByteOffset: 8 * index, as: Double.self))
        }
      }
    }
    return tensor
  }

  private func read<Element: FixedWidthInteger>(as: Element.Type) -> [Int64] {
    unsafe file.withBytes(bytes) { bytes in
      stride(from: 0, to: bytes.count, by: MemoryLayout<Element>.stride).map { offset in
        Int64(unsafe bytes.loadUnaligned(fromByteOffset: offset, as: Element.self))
      }
    }
  }
}

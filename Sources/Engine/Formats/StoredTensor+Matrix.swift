import CKernels
import Files

/// A weight in a file, of any real type.
extension StoredTensor: MatrixSource {
  package func shown() -> Tensor? {
    type == .f32 && bytes.lowerBound % MemoryLayout<Float>.alignment == 0 ? view() : nil
  }

  package func read(
    row: Int, _ columns: Range<Int>, rowLength: Int, into place: UnsafeMutablePointer<Float>
  ) {
    let first = bytes.lowerBound + (row * rowLength + columns.lowerBound) * type.width
    unsafe file.withBytes(first..<first + columns.count * type.width) { bytes in
      guard let start = bytes.baseAddress else { return }
      switch type {
      case .f32:
        unsafe UnsafeMutableRawPointer(place).copyMemory(from: start, byteCount: bytes.count)
      case .f64:
        for index in 0..<columns.count {
          unsafe place[index] = Float(
            unsafe bytes.loadUnaligned(fromByteOffset: 8 * index, as: Double.self))
        }
      default:
        let widen = unsafe type == .f16 ? wurst_widen_f16 : wurst_widen_bf16
        if first % MemoryLayout<UInt16>.alignment == 0 {
          unsafe widen(start.assumingMemoryBound(to: UInt16.self), place, columns.count)
        } else {
          let aligned = (0..<columns.count).map {
            unsafe bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)
          }
          unsafe widen(aligned, place, columns.count)
        }
      }
    }
  }

  package func release(rows: Range<Int>, rowLength: Int) {
    let width = rowLength * type.width
    file.release(
      bytes.lowerBound + rows.lowerBound * width..<bytes.lowerBound + rows.upperBound * width)
  }
}

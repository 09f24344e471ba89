/// Rows of bfloat16 numbers, the left side of products in that precision.
///
/// They are written once, by whoever made them, and only read after that.
@safe struct HalfRows: Sendable {
  let rows: Int
  let columns: Int
  /// The distance of two rows in numbers: rows that are read together do not meet in the cache.
  let stride: Int
  private let storage: TensorStorage

  /// Rows that are not set yet; the caller writes every one of them.
  init(uninitialized rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    stride = (columns + 31) / 32 * 32 + (columns >= 512 ? 32 : 0)
    storage = TensorStorage(count: rows * stride / 2)
  }

  subscript(row: Int) -> UnsafeMutablePointer<UInt16> {
    unsafe UnsafeMutableRawPointer(storage.base).assumingMemoryBound(to: UInt16.self)
      + row * stride
  }
}

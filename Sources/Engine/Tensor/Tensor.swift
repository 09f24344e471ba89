/// An array of 32-bit floats with a shape; a value, copied on write.
///
/// Feature maps are `[batch, height, width, channels]`, sequences `[batch, positions, channels]`,
/// both row-major: the channels of one position lie side by side.
package struct Tensor: Sendable {
  package private(set) var shape: [Int]
  private var storage: TensorStorage
  /// Where the elements begin in the storage, which several tensors may share.
  private var offset = 0

  /// A tensor whose elements are not set yet; the caller writes every one of them.
  package init(uninitialized shape: [Int]) {
    precondition(shape.allSatisfy { $0 >= 0 }, "a shape has no negative extent: \(shape)")
    self.shape = shape
    storage = TensorStorage(count: shape.reduce(1, *))
  }

  package init(_ shape: [Int], repeating value: Float = 0) {
    self.init(uninitialized: shape)
    unsafe base.initialize(repeating: value, count: count)
  }

  package init(_ shape: [Int], _ elements: some Collection<Float>) {
    self.init(uninitialized: shape)
    precondition(elements.count == count, "\(shape) needs \(count) elements, not \(elements.count)")
    _ = unsafe UnsafeMutableBufferPointer(start: base, count: count)
      .initialize(from: elements)
  }

  /// Shows mapped memory as a tensor, without a copy.
  init(_ shape: [Int], storage: TensorStorage) {
    precondition(shape.reduce(1, *) == storage.count)
    self.shape = shape
    self.storage = storage
  }

  package var count: Int { shape.reduce(1, *) }

  /// The memory of the elements, for the files that compute tiles of a tensor.
  ///
  /// It lives as long as this value; it is written only where the tensor was just made.
  var base: UnsafeMutablePointer<Float> { unsafe storage.base + offset }

  /// The elements in row-major order, copied.
  package var elements: [Float] { unsafe withElements { unsafe Array($0) } }

  /// The samples in `range`, or of a matrix its rows; shares memory with this tensor.
  package func samples(_ range: Range<Int>) -> Tensor {
    precondition(range.lowerBound >= 0 && range.upperBound <= shape[0])
    var result = self
    result.shape[0] = range.count
    result.offset = offset + range.lowerBound * shape.dropFirst().reduce(1, *)
    return result
  }

  /// The same elements under another shape of the same count.
  package func reshaped(_ shape: [Int]) -> Tensor {
    precondition(shape.reduce(1, *) == count, "cannot show \(self.shape) as \(shape)")
    var result = self
    result.shape = shape
    return result
  }

  package func withElements<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeBufferPointer(start: base, count: count))
  }

  package mutating func withMutableElements<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    makeUnique()
    return try unsafe body(UnsafeMutableBufferPointer(start: base, count: count))
  }

  private mutating func makeUnique() {
    if storage.isWritable && isKnownUniquelyReferenced(&storage) { return }
    let copy = TensorStorage(count: count)
    unsafe copy.base.initialize(from: base, count: count)
    storage = copy
    offset = 0
  }
}

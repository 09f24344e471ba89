/// An array of 32-bit floats with a shape; a value, copied on write.
///
/// Feature maps are `[batch, height, width, channels]`, sequences `[batch, positions, channels]`,
/// both row-major: the channels of one position lie side by side.
package struct Tensor: Sendable {
  package private(set) var shape: [Int]
  private(set) var storage: TensorStorage

  /// A tensor whose elements are not set yet; the caller writes every one of them.
  package init(uninitialized shape: [Int]) {
    precondition(shape.allSatisfy { $0 >= 0 }, "a shape has no negative extent: \(shape)")
    self.shape = shape
    storage = TensorStorage(count: shape.reduce(1, *))
  }

  package init(_ shape: [Int], repeating value: Float = 0) {
    self.init(uninitialized: shape)
    unsafe storage.base.initialize(repeating: value, count: count)
  }

  package init(_ shape: [Int], _ elements: some Collection<Float>) {
    self.init(uninitialized: shape)
    precondition(elements.count == count, "\(shape) needs \(count) elements, not \(elements.count)")
    _ = unsafe UnsafeMutableBufferPointer(start: storage.base, count: count)
      .initialize(from: elements)
  }

  /// Shows mapped memory as a tensor, without a copy.
  init(_ shape: [Int], storage: TensorStorage) {
    precondition(shape.reduce(1, *) == storage.count)
    self.shape = shape
    self.storage = storage
  }

  package var count: Int { storage.count }

  /// The elements in row-major order, copied.
  package var elements: [Float] { unsafe withElements { unsafe Array($0) } }

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
    try unsafe body(UnsafeBufferPointer(start: storage.base, count: count))
  }

  package mutating func withMutableElements<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    makeUnique()
    return try unsafe body(UnsafeMutableBufferPointer(start: storage.base, count: count))
  }

  private mutating func makeUnique() {
    if storage.isWritable && isKnownUniquelyReferenced(&storage) { return }
    let copy = TensorStorage(count: count)
    unsafe copy.base.initialize(from: storage.base, count: count)
    storage = copy
  }
}

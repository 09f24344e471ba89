/// The memory behind a tensor: a block from the pool, or a part of a mapped file.
///
/// `@unchecked Sendable` holds because `Tensor` writes to a storage only while it is the single
/// owner, and memory of a mapped file is never written.
@safe final class TensorStorage: @unchecked Sendable {
  let base: UnsafeMutablePointer<Float>
  let count: Int
  /// The mapping that `base` points into; nil when the memory is the pool's.
  private let mapping: AnyObject?

  /// Takes uninitialised memory for `count` floats from the pool, aligned to 64 bytes.
  init(count: Int) {
    unsafe base = StoragePool.shared.take(count)
    self.count = count
    mapping = nil
  }

  /// Refers to `count` floats of `mapping` without copying them; they are never written.
  init(mapped base: UnsafePointer<Float>, count: Int, in mapping: AnyObject) {
    unsafe self.base = unsafe UnsafeMutablePointer(mutating: base)
    self.count = count
    self.mapping = mapping
  }

  var isWritable: Bool { mapping == nil }

  deinit {
    if mapping == nil { unsafe StoragePool.shared.giveBack(base, count) }
  }
}

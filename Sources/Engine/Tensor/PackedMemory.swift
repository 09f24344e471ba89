import Synchronization

/// The memory of packed weights, which goes back to the system when it is released.
///
/// `@unchecked Sendable` holds because it is written only by whoever made it, before others see it.
@safe package final class PackedMemory: @unchecked Sendable {
  let base: UnsafeMutablePointer<Float>
  private let count: Int

  /// The bytes of all packed weights that are alive.
  package static var bytes: Int { alive.load(ordering: .relaxed) }

  private static let alive = Atomic<Int>(0)

  /// Memory for `count` floats that are not set yet.
  init(count: Int) {
    self.count = count
    // Whole huge pages, where the system gives them, save the CPU from looking up small ones.
    let bytes = count * MemoryLayout<Float>.stride
    unsafe base = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: bytes < 1 << 21 ? 64 : 1 << 21
    ).bindMemory(to: Float.self, capacity: count)
    Self.alive.add(bytes, ordering: .relaxed)
  }

  deinit {
    unsafe base.deallocate()
    Self.alive.subtract(count * MemoryLayout<Float>.stride, ordering: .relaxed)
  }

  /// Shows the memory as a tensor, which keeps it alive.
  func tensor(_ shape: [Int]) -> Tensor {
    unsafe Tensor(shape, storage: TensorStorage(mapped: base, count: count, in: self))
  }
}

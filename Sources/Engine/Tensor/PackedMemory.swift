import Glibc
import Synchronization

/// The memory of packed weights, which goes back to the system when it is released.
///
/// `@unchecked Sendable` holds because it is written only by whoever made it, before others see it.
@safe package final class PackedMemory: @unchecked Sendable {
  let base: UnsafeMutablePointer<Float>
  private let count: Int

  package var bytes: Int { count * MemoryLayout<Float>.stride }

  /// The bytes of all packed weights that are alive.
  package static var total: Int { alive.load(ordering: .relaxed) }

  private static let hugePage = 2 << 20

  private static let alive = Atomic<Int>(0)

  /// Memory for `count` floats that are not set yet.
  init(count: Int) {
    self.count = count
    let bytes = count * MemoryLayout<Float>.stride
    let isLarge = bytes >= Self.hugePage
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: isLarge ? Self.hugePage : 64)
    // Half a thousand page faults less for each, where the system has such pages to give.
    if isLarge { _ = unsafe madvise(memory, bytes, MADV_HUGEPAGE) }
    unsafe base = memory.bindMemory(to: Float.self, capacity: count)
    Self.alive.add(bytes, ordering: .relaxed)
  }

  deinit {
    unsafe base.deallocate()
    Self.alive.subtract(bytes, ordering: .relaxed)
  }

  /// Shows the memory as a tensor, which keeps it alive.
  func tensor(_ shape: [Int]) -> Tensor {
    unsafe Tensor(shape, storage: TensorStorage(mapped: base, count: count, in: self))
  }
}

import Synchronization

/// The memory that tensors take and give back.
///
/// A fresh page from the system costs a fault, so what a network gave back is kept for its next
/// step: small blocks by size, large ones in an `Arena`.
package final class StoragePool: Sendable {
  static let shared = StoragePool()

  /// `@unchecked Sendable` holds because a block is in here or in exactly one `TensorStorage`.
  @safe private struct Free: @unchecked Sendable {
    /// By capacity in floats.
    var small: [Int: [UnsafeMutablePointer<Float>]] = unsafe [:]
    var arena = Arena()
  }

  private let free = Mutex(Free())

  /// Gives all memory that no tensor holds back to the system.
  ///
  /// To be called where the sizes change for good, as between two stages of a picture.
  package static func releaseKept() {
    let small = unsafe shared.free.withLock { free in
      defer { unsafe free.small = unsafe [:] }
      free.arena.release()
      return unsafe free.small
    }
    unsafe small.values.forEach { blocks in unsafe blocks.forEach { unsafe $0.deallocate() } }
  }

  /// The bytes that are kept and that no tensor holds.
  package static var keptBytes: Int {
    shared.free.withLock { free in
      let small = unsafe free.small.reduce(0) { unsafe $0 + $1.key * $1.value.count }
      return small * MemoryLayout<Float>.stride + free.arena.keptBytes
    }
  }

  /// From this many floats on a block is the arena's: 256 KB.
  private static let large = 1 << 16

  /// Small sizes are rounded up so that nearly equal ones share blocks: to 16 floats below 4 Ki, else
  /// to an eighth of the next lower power of two.
  private static func capacity(_ count: Int) -> Int {
    let unit = count <= 4096 ? 16 : 1 << (Int.bitWidth - count.leadingZeroBitCount - 4)
    return max(unit, (count + unit - 1) / unit * unit)
  }

  func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    if count >= Self.large {
      let bytes = count * MemoryLayout<Float>.stride
      return unsafe free.withLock { free in
        unsafe free.arena.take(bytes).bindMemory(to: Float.self, capacity: count)
      }
    }
    let capacity = Self.capacity(count)
    let kept = unsafe free.withLock { free in unsafe free.small[capacity]?.popLast() }
    if let kept = unsafe kept { return unsafe kept }
    return unsafe UnsafeMutableRawPointer.allocate(
      byteCount: capacity * MemoryLayout<Float>.stride, alignment: 64
    ).bindMemory(to: Float.self, capacity: capacity)
  }

  func giveBack(_ block: UnsafeMutablePointer<Float>, _ count: Int) {
    free.withLock { free in
      if count >= Self.large {
        unsafe free.arena.giveBack(block, count * MemoryLayout<Float>.stride)
      } else {
        unsafe free.small[Self.capacity(count), default: []].append(block)
      }
    }
  }
}

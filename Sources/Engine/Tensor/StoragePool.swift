import Glibc
import Synchronization

/// Keeps the blocks of released tensors for the next ones of the same size.
///
/// A network asks for the same sizes at every step; a fresh block from the system costs a page
/// fault per 4 KB, a kept one nothing. Large blocks are mapped by themselves, so that giving them back
/// makes the process smaller at once.
package final class StoragePool: Sendable {
  static let shared = StoragePool()

  /// Blocks by capacity in floats.
  ///
  /// `@unchecked Sendable` holds because a block is in here or in exactly one `TensorStorage`.
  @safe private struct Free: @unchecked Sendable {
    var blocks: [Int: [UnsafeMutablePointer<Float>]] = unsafe [:]
  }

  private let free = Mutex(Free())

  /// Gives all blocks that no tensor holds back to the system.
  ///
  /// To be called where the sizes change for good, as between two stages of a picture.
  package static func releaseKept() {
    let kept = unsafe shared.free.withLock { free in
      defer { unsafe free.blocks = unsafe [:] }
      return unsafe free.blocks
    }
    unsafe kept.forEach { capacity, blocks in
      unsafe blocks.forEach { unsafe unmake($0, capacity) }
    }
  }

  /// The bytes of all blocks that are kept and that no tensor holds.
  package static var keptBytes: Int {
    shared.free.withLock { free in
      unsafe free.blocks.reduce(0) { unsafe $0 + $1.key * $1.value.count }
    } * MemoryLayout<Float>.stride
  }

  /// Sizes are rounded up so that nearly equal ones share blocks: to 16 floats below 4 Ki, else
  /// to an eighth of the next lower power of two.
  private static func capacity(_ count: Int) -> Int {
    let unit = count <= 4096 ? 16 : 1 << (Int.bitWidth - count.leadingZeroBitCount - 4)
    return max(unit, (count + unit - 1) / unit * unit)
  }

  func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    let capacity = Self.capacity(count)
    let kept = unsafe free.withLock { free in unsafe free.blocks[capacity]?.popLast() }
    return unsafe kept ?? Self.make(capacity)
  }

  func giveBack(_ block: UnsafeMutablePointer<Float>, _ count: Int) {
    free.withLock { free in
      unsafe free.blocks[Self.capacity(count), default: []].append(block)
    }
  }

  /// From this many floats on a block is a mapping of its own: 256 KB.
  private static let mapped = 1 << 16

  private static func make(_ capacity: Int) -> UnsafeMutablePointer<Float> {
    let bytes = capacity * MemoryLayout<Float>.stride
    if capacity < mapped {
      return unsafe UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        .bindMemory(to: Float.self, capacity: capacity)
    }
    let place = unsafe mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let place = unsafe place, unsafe place != MAP_FAILED else {
      fatalError("no memory for \(bytes) bytes")
    }
    // Pages of 2 MB where the system has them: a tenth of the faults and of the misses.
    unsafe madvise(place, bytes, MADV_HUGEPAGE)
    return unsafe place.bindMemory(to: Float.self, capacity: capacity)
  }

  private static func unmake(_ block: UnsafeMutablePointer<Float>, _ capacity: Int) {
    if capacity < mapped {
      unsafe UnsafeMutableRawPointer(block).deallocate()
    } else {
      unsafe munmap(block, capacity * MemoryLayout<Float>.stride)
    }
  }
}

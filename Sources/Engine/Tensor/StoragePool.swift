import Synchronization

/// Keeps the blocks of released tensors for the next ones of the same size.
///
/// A network asks for the same sizes at every step; a fresh block from the system costs a page
/// fault per 4 KB, a kept one nothing.
final class StoragePool: Sendable {
  static let shared = StoragePool()

  /// Blocks by capacity in floats.
  ///
  /// `@unchecked Sendable` holds because a block is in here or in exactly one `TensorStorage`.
  @safe private struct Free: @unchecked Sendable {
    var blocks: [Int: [UnsafeMutablePointer<Float>]] = unsafe [:]
  }

  private let free = Mutex(Free())

  /// Sizes are rounded up so that nearly equal ones share blocks: to 16 floats below 4 Ki, else
  /// to an eighth of the next lower power of two.
  private static func capacity(_ count: Int) -> Int {
    let unit = count <= 4096 ? 16 : 1 << (Int.bitWidth - count.leadingZeroBitCount - 4)
    return max(unit, (count + unit - 1) / unit * unit)
  }

  func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    let capacity = Self.capacity(count)
    let kept = unsafe free.withLock { free in unsafe free.blocks[capacity]?.popLast() }
    if let kept = unsafe kept { return unsafe kept }
    let bytes = capacity * MemoryLayout<Float>.stride
    return unsafe UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      .bindMemory(to: Float.self, capacity: capacity)
  }

  func giveBack(_ block: UnsafeMutablePointer<Float>, _ count: Int) {
    free.withLock { free in
      unsafe free.blocks[Self.capacity(count), default: []].append(block)
    }
  }
}

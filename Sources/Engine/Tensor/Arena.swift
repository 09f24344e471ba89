import Glibc

/// The address space of large tensors.
///
/// A block is cut from the lowest space that holds it, and joins its free neighbours when it is given
/// back. So blocks of all sizes share the same pages: the process holds little more than what
/// tensors held at once, and a network that runs again touches no page for the first time.
struct Arena {
  /// Addresses that belong to no block; in pages that were used `kept` bytes of them at most.
  private struct Span {
    var start: UInt
    var count: Int
    var kept: Int

    var end: UInt { start + UInt(count) }
  }

  /// In the order of their addresses, never touching each other.
  private var free: [Span] = []

  /// Blocks are multiples of it.
  private static let unit = 1 << 16

  /// As much address space as is taken at once; pages are given by the system when they are used.
  private static let region = 8 << 30

  private static func rounded(_ bytes: Int) -> Int { (bytes + unit - 1) / unit * unit }

  /// The bytes that blocks held and that the system was not given back.
  var keptBytes: Int { free.reduce(0) { $0 + $1.kept } }

  mutating func take(_ bytes: Int) -> UnsafeMutableRawPointer {
    let count = Self.rounded(bytes)
    let index = free.firstIndex { $0.count >= count } ?? extend(by: count)
    let start = free[index].start
    if free[index].count == count {
      free.remove(at: index)
    } else {
      free[index].start += UInt(count)
      free[index].count -= count
      free[index].kept -= min(count, free[index].kept)
    }
    guard let block = unsafe UnsafeMutableRawPointer(bitPattern: start) else {
      preconditionFailure("free space begins nowhere")
    }
    return unsafe block
  }

  mutating func giveBack(_ block: UnsafeMutableRawPointer, _ bytes: Int) {
    let count = Self.rounded(bytes)
    insert(Span(start: UInt(bitPattern: block), count: count, kept: count))
  }

  /// Gives the pages of all free space to the system; the space stays.
  mutating func release() {
    for index in free.indices where free[index].kept > 0 {
      let start = unsafe UnsafeMutableRawPointer(bitPattern: free[index].start)
      _ = unsafe madvise(start, free[index].count, MADV_DONTNEED)
      free[index].kept = 0
    }
  }

  /// Adds space for a block of `count` bytes, and says which it is.
  private mutating func extend(by count: Int) -> Int {
    // A system that counts promised memory as used may have little more than is needed now, and where
    // addresses are limited others need them too.
    let region = min(Self.region, AddressSpace.left.map { Self.rounded($0 / 4) } ?? Self.region)
    for size in [max(count, region), count] {
      let place = unsafe mmap(
        nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
      guard let place = unsafe place, unsafe place != MAP_FAILED else { continue }
      // Pages of 2 MB where the system has them: a tenth of the faults and of the misses.
      unsafe madvise(place, size, MADV_HUGEPAGE)
      insert(Span(start: UInt(bitPattern: place), count: size, kept: 0))
      if let index = free.firstIndex(where: { $0.count >= count }) { return index }
    }
    fatalError("no memory for \(count) bytes")
  }

  private mutating func insert(_ span: Span) {
    var (low, high) = (0, free.count)
    while low < high {
      let middle = (low + high) / 2
      if free[middle].start < span.start { low = middle + 1 } else { high = middle }
    }
    var joined = span
    var range = low..<low
    if low < free.count, free[low].start == span.end {
      joined.count += free[low].count
      joined.kept += free[low].kept
      range = low..<low + 1
    }
    if low > 0, free[low - 1].end == span.start {
      joined.start = free[low - 1].start
      joined.count += free[low - 1].count
      joined.kept += free[low - 1].kept
      range = low - 1..<range.upperBound
    }
    free.replaceSubrange(range, with: [joined])
  }
}

/// The merges of a byte-level BPE vocabulary and the symbols they make out of bytes.
///
/// Symbols are numbered here: the 256 bytes, the 256 bytes that end a piece, then what the merges
/// produce. `ids` leads from a symbol to the model's token.
struct MergeTable: Sendable {
  private let merges: [Pair: Merge]
  private let ids: [Int32]

  private struct Pair: Hashable {
    let left: Int32
    let right: Int32
  }

  private struct Merge {
    let rank: Int32
    let result: Int32
  }

  /// Numbers the symbols; the earliest merge of `pairs` goes first.
  ///
  /// A symbol without an entry in `vocabulary` becomes `unknown`.
  init(vocabulary: [String: Int32], merges pairs: [(String, String)], unknown: Int32) {
    var names = Self.byteNames + Self.byteNames.map { $0 + "</w>" }
    var symbols = Dictionary(uniqueKeysWithValues: zip(names, Int32(0)...))
    func symbol(_ name: String) -> Int32 {
      if let known = symbols[name] { return known }
      let new = Int32(names.count)
      symbols[name] = new
      names.append(name)
      return new
    }
    var merges: [Pair: Merge] = [:]
    merges.reserveCapacity(pairs.count)
    for (rank, (left, right)) in zip(Int32(0)..., pairs) {
      let pair = Pair(left: symbol(left), right: symbol(right))
      if merges[pair] == nil { merges[pair] = Merge(rank: rank, result: symbol(left + right)) }
    }
    self.merges = merges
    ids = names.map { vocabulary[$0] ?? unknown }
  }

  /// The printable stand-ins of the 256 bytes, in which vocabularies are written.
  ///
  /// Printable bytes of Latin-1 stand for themselves, the 68 others for U+0100 and up in order.
  private static let byteNames: [String] = {
    var substitute: UInt32 = 0x100
    return (UInt32(0)..<256).map { byte in
      switch byte {
      case 33...126, 161...172, 174...255: return String(Unicode.Scalar(UInt8(byte)))
      default:
        defer { substitute += 1 }
        return Unicode.Scalar(substitute).map(String.init) ?? ""
      }
    }
  }()

  /// Merges the UTF-8 `bytes` of one piece as far as possible and appends the tokens to `output`.
  ///
  /// The pair of the lowest rank is merged first and, of equal ones, the leftmost: n·log n in the
  /// number of bytes.
  func encode(_ bytes: [UInt8], into output: inout [Int32]) {
    guard let last = bytes.indices.last else { return }
    var symbols = bytes.map { Int32($0) }
    symbols[last] += 256
    // A merged symbol lives at the place of its left part; `next` skips what it swallowed.
    var next = Array(1...bytes.count)
    var previous = Array(-1..<last)
    var queue = MinimumHeap()

    func enqueue(_ place: Int) {
      guard place >= 0, next[place] <= last else { return }
      let pair = Pair(left: symbols[place], right: symbols[next[place]])
      if let merge = merges[pair] { queue.insert(UInt64(merge.rank) << 32 | UInt64(place)) }
    }

    for place in 0..<last { enqueue(place) }
    while let entry = queue.removeFirst() {
      let place = Int(entry & 0xffff_ffff)
      guard symbols[place] >= 0, next[place] <= last else { continue }
      let right = next[place]
      let pair = Pair(left: symbols[place], right: symbols[right])
      guard let merge = merges[pair], UInt64(merge.rank) == entry >> 32 else { continue }
      symbols[place] = merge.result
      symbols[right] = -1
      next[place] = next[right]
      if next[place] <= last { previous[next[place]] = place }
      enqueue(previous[place])
      enqueue(place)
    }
    for symbol in symbols where symbol >= 0 { output.append(ids[Int(symbol)]) }
  }
}

/// A binary heap that gives the smallest number first.
private struct MinimumHeap {
  private var items: [UInt64] = []

  mutating func insert(_ item: UInt64) {
    var place = items.count
    items.append(item)
    while place > 0, items[(place - 1) / 2] > item {
      items[place] = items[(place - 1) / 2]
      place = (place - 1) / 2
    }
    items[place] = item
  }

  mutating func removeFirst() -> UInt64? {
    guard let last = items.popLast() else { return nil }
    guard let first = items.first else { return last }
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < items.count else { break }
      if child + 1 < items.count, items[child + 1] < items[child] { child += 1 }
      guard items[child] < last else { break }
      items[place] = items[child]
      place = child
    }
    items[place] = last
    return first
  }
}

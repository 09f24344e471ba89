package import Files

/// The parts of a PNG file that are the picture, as they are packed: what else a file says makes no
/// other picture of it.
package struct PNGPicture: Sendable {
  package let path: Path
  private let pieces: [Range<Int>]

  package init(_ path: Path) throws(PNGError) {
    self.path = path
    pieces = try PNGFile(path).contents().pieces
  }

  /// Bytes.
  package var count: Int { pieces.reduce(0) { $0 + $1.count } }

  /// Whether the two are the same, byte by byte.
  package func isSame(as other: PNGPicture) throws(PNGError) -> Bool {
    guard count == other.count else { return false }
    let one = try PNGFile(path)
    let two = try PNGFile(other.path)
    var (own, others) = (pieces, other.pieces)
    while let first = own.first, let second = others.first {
      let step = min(first.count, second.count, 1 << 20)
      guard
        try one.bytes(at: first.lowerBound, step) == two.bytes(at: second.lowerBound, step)
      else { return false }
      Self.shorten(&own, by: step)
      Self.shorten(&others, by: step)
    }
    return true
  }

  private static func shorten(_ pieces: inout [Range<Int>], by step: Int) {
    let rest = pieces[0].lowerBound + step..<pieces[0].upperBound
    if rest.isEmpty { pieces.removeFirst() } else { pieces[0] = rest }
  }
}

/// The lines that are seen of a column that may be longer than its place.
package struct ScrollWindow: Equatable, Sendable {
  /// All lines there are.
  package let count: Int
  /// The lines that are seen.
  package let lines: Range<Int>

  /// Shows `height` lines with `focus` in the middle, or where the ends allow.
  package init(count: Int, height: Int, around focus: Int) {
    self.init(count: count, height: height, from: focus - height / 2)
  }

  /// Shows `height` lines from `first`, or from where the ends allow.
  package init(count: Int, height: Int, from first: Int) {
    self.count = max(0, count)
    let height = max(0, min(height, self.count))
    let first = max(0, min(first, self.count - height))
    lines = first..<first + height
  }

  package var hidesAbove: Bool { lines.lowerBound > 0 }
  package var hidesBelow: Bool { lines.upperBound < count }
}

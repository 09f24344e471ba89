/// Draws a bitmap as text: each cell holds two pixels, one above the other.
package struct HalfBlockEncoder: Sendable {
  package init() {}

  /// One run of bytes for each row of cells, from the top; the bitmap is as wide as the row and
  /// twice as high as there are rows.
  ///
  /// A run holds blocks and colour changes (SGR) and ends with SGR 0; the caller places the cursor. With
  /// an odd height the lower half of the last row is the terminal's background.
  package func encode(_ bitmap: Bitmap, depth: ColourDepth) -> [[UInt8]] {
    var nearest = NearestColour(depth: depth)
    return (0..<(bitmap.height + 1) / 2).map { row in
      var run: [UInt8] = []
      var foreground: NearestColour.Code?
      var background: NearestColour.Code?
      for x in 0..<bitmap.width {
        let upper = nearest.code(of: bitmap[x, 2 * row])
        let lower = 2 * row + 1 < bitmap.height ? nearest.code(of: bitmap[x, 2 * row + 1]) : nil
        let isPlain = lower == upper
        var changes: [String] = []
        if !isPlain && foreground != upper {
          changes.append(nearest.parameters(upper, isForeground: true))
          foreground = upper
        }
        if let lower, background != lower {
          changes.append(nearest.parameters(lower, isForeground: false))
          background = lower
        }
        if !changes.isEmpty { run += "\u{1B}[\(changes.joined(separator: ";"))m".utf8 }
        run += (isPlain ? " " : "▀").utf8
      }
      run += "\u{1B}[0m".utf8
      return run
    }
  }
}

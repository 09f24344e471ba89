/// Draws a bitmap as text: each cell holds two pixels, one above the other.
package struct HalfBlockEncoder: Sendable {
  package init() {}

  /// One run of bytes for each row of cells, from the top.
  ///
  /// The bitmap is as wide as the row and twice as high as there are rows. A run holds blocks and
  /// colour changes (SGR) and ends with SGR 0; the caller places the cursor. With an odd height the
  /// lower half of the last row is the terminal's background. Where colours are few, a photograph is
  /// mixed from them and a grid gets the nearest for each element.
  package func encode(
    _ bitmap: Bitmap, depth: ColourDepth, content: ImagePlacement.Content = .photo
  ) -> [[UInt8]] {
    encode(bitmap, depth: depth, content: content, leavingOut: nil)
  }

  /// The same with cells that stay what they are: the cursor goes past them.
  func encode(
    _ bitmap: Bitmap, depth: ColourDepth, content: ImagePlacement.Content, leavingOut gap: PixelGap?
  ) -> [[UInt8]] {
    let palette = TextPalette(depth: depth)
    let codes = palette.codes(of: bitmap, mixing: content == .photo)
    let width = bitmap.width
    return (0..<(bitmap.height + 1) / 2).map { row in
      let upper = codes[2 * row * width..<(2 * row + 1) * width]
      let isWhole = 2 * row + 1 < bitmap.height
      let lower = isWhole ? codes[(2 * row + 1) * width..<(2 * row + 2) * width] : []
      func part(_ columns: Range<Int>) -> [UInt8] {
        if columns.isEmpty { return [] }
        let top = upper.dropFirst(columns.lowerBound).prefix(columns.count)
        let bottom = lower.dropFirst(columns.lowerBound).prefix(columns.count)
        return isWhole ? run(top, bottom, palette) : run(top, palette)
      }
      guard let gap, gap.rows.contains(2 * row) else { return part(0..<width) }
      let behind = part(gap.columns.upperBound..<width)
      let step = behind.isEmpty ? [] : Array("\u{1B}[\(gap.columns.count)C".utf8)
      return part(0..<gap.columns.lowerBound) + step + behind
    }
  }

  /// The lower pixel is a block, the upper one shows as the background: many fonts leave a line
  /// free above the upper block, but none below the lower.
  private func run(
    _ upper: ArraySlice<Int>, _ lower: ArraySlice<Int>, _ palette: TextPalette
  ) -> [UInt8] {
    var run: [UInt8] = []
    var background: Int?
    var foreground: Int?
    for (upper, lower) in zip(upper, lower) {
      var changes: [String] = []
      if background != upper {
        changes.append(palette.parameters(upper, isForeground: false))
        background = upper
      }
      if lower != upper && foreground != lower {
        changes.append(palette.parameters(lower, isForeground: true))
        foreground = lower
      }
      if !changes.isEmpty { run += "\u{1B}[\(changes.joined(separator: ";"))m".utf8 }
      run += (lower == upper ? " " : "▄").utf8
    }
    return run + "\u{1B}[0m".utf8
  }

  /// Half a row, above the terminal's background.
  private func run(_ upper: ArraySlice<Int>, _ palette: TextPalette) -> [UInt8] {
    var run: [UInt8] = []
    var foreground: Int?
    for upper in upper {
      if foreground != upper {
        run += "\u{1B}[\(palette.parameters(upper, isForeground: true))m".utf8
        foreground = upper
      }
      run += "▀".utf8
    }
    return run + "\u{1B}[0m".utf8
  }
}

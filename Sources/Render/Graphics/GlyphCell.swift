/// A cell of a picture that is drawn with characters; colours are codes of the palette, and those
/// of the terminal where nil.
struct GlyphCell: Equatable, Sendable {
  let glyph: Unicode.Scalar
  let foreground: Int?
  let background: Int?
}

/// Writes cells as text that ends in the colours of the terminal.
struct GlyphWriter: Sendable {
  let palette: TextPalette

  /// The foreground of a space does not matter.
  func text(_ cells: some Sequence<GlyphCell>) -> [UInt8] {
    var bytes: [UInt8] = []
    var background: Int?
    var foreground: Int?
    for cell in cells {
      var changes: [String] = []
      if background != cell.background {
        changes.append(
          cell.background.map { palette.parameters($0, isForeground: false) } ?? "49")
        background = cell.background
      }
      if cell.glyph != " ", foreground != cell.foreground {
        changes.append(
          cell.foreground.map { palette.parameters($0, isForeground: true) } ?? "39")
        foreground = cell.foreground
      }
      if !changes.isEmpty { bytes += "\u{1B}[\(changes.joined(separator: ";"))m".utf8 }
      bytes += String(cell.glyph).utf8
    }
    return bytes + (background == nil && foreground == nil ? [] : Array("\u{1B}[0m".utf8))
  }

  /// The rows of a picture in pieces of about `piece` bytes, without the cells of `gap`.
  func parts(
    _ rows: [[GlyphCell]], at cells: CellRectangle, leavingOut gap: CellRectangle?, piece: Int
  ) -> [PlacedBytes.Part] {
    // A cell with both colours of 24 bits takes forty bytes.
    let most = max(4, piece / 40)
    var parts: [PlacedBytes.Part] = []
    for (index, row) in rows.enumerated() {
      let y = cells.row + index
      var runs = [0..<row.count]
      if let gap, (gap.row..<gap.row + gap.rows).contains(y) {
        let first = min(row.count, max(0, gap.column - cells.column))
        let last = min(row.count, max(first, gap.column + gap.columns - cells.column))
        runs = [0..<first, last..<row.count]
      }
      for run in runs {
        for start in stride(from: run.lowerBound, to: run.upperBound, by: most) {
          let piece = row[start..<min(run.upperBound, start + most)]
          parts.append(
            PlacedBytes.Part(column: cells.column + start, row: y, bytes: text(piece)))
        }
      }
    }
    return parts
  }
}

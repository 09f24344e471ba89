/// Pixels of a picture that are not drawn.
struct PixelGap: Equatable, Sendable {
  let columns: Range<Int>
  let rows: Range<Int>

  /// The parts of a picture of `size` that lie around the gap, from the top; some may be missing.
  func surroundings(of size: PixelSize) -> [PixelRectangle] {
    [
      PixelRectangle(columns: 0..<size.width, rows: 0..<rows.lowerBound),
      PixelRectangle(columns: 0..<columns.lowerBound, rows: rows),
      PixelRectangle(columns: columns.upperBound..<size.width, rows: rows),
      PixelRectangle(columns: 0..<size.width, rows: rows.upperBound..<size.height),
    ].filter { !$0.columns.isEmpty && !$0.rows.isEmpty }
  }
}

/// A part of a picture.
struct PixelRectangle: Equatable, Sendable {
  let columns: Range<Int>
  let rows: Range<Int>

  var size: PixelSize { PixelSize(width: columns.count, height: rows.count) }
}

extension ImagePlacement {
  /// The columns and rows of a drawn picture that `hole` leaves out, each cell of so many pixels.
  func gap(_ hole: CellRectangle?, cell: PixelSize) -> PixelGap? {
    guard let hole else { return nil }
    func range(_ start: Int, _ count: Int, _ size: Int, _ end: Int) -> Range<Int> {
      let first = max(0, min(end, start * size))
      return first..<max(first, min(end, (start + count) * size))
    }
    let gap = PixelGap(
      columns: range(hole.column - cells.column, hole.columns, cell.width, pixels.width),
      rows: range(hole.row - cells.row, hole.rows, cell.height, pixels.height))
    return gap.columns.isEmpty || gap.rows.isEmpty ? nil : gap
  }

  /// The parts of the picture that are drawn where `hole` is left out; all of it where none is.
  func seen(around hole: CellRectangle?, cell: PixelSize) -> [PixelRectangle] {
    gap(hole, cell: cell)?.surroundings(of: pixels)
      ?? [PixelRectangle(columns: 0..<pixels.width, rows: 0..<pixels.height)]
  }
}

extension Bitmap {
  func cropped(to part: PixelRectangle) -> Bitmap {
    if part.size == size { return self }
    let rgb = part.rows.flatMap { row in
      self.rgb[
        3 * (row * width + part.columns.lowerBound)..<3 * (row * width + part.columns.upperBound)]
    }
    return Bitmap(width: part.columns.count, height: part.rows.count, rgb: rgb)
  }
}

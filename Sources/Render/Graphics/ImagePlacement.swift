/// Cells of the screen; column and row count from 0.
package struct CellRectangle: Hashable, Sendable {
  package var column: Int
  package var row: Int
  package var columns: Int
  package var rows: Int

  package init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = columns
    self.rows = rows
  }
}

/// Where a picture goes: the size it is drawn at and the cells that it covers.
package struct ImagePlacement: Equatable, Sendable {
  /// What the picture is, which decides how it may be scaled.
  package enum Content: Equatable, Sendable {
    /// Any size of the same aspect.
    case photo
    /// Whole multiples, so that each element is a square of one colour; smaller than once only
    /// where the pane is.
    case grid
    /// So many times as large as it is, where there is room for that.
    case exact(times: Int)
  }

  /// Scale the bitmap to exactly this size; for half blocks one cell holds 1×2 of these pixels.
  package let pixels: PixelSize
  /// The cells to keep free of text; the picture begins at the top left of the first.
  package let cells: CellRectangle

  package init(pixels: PixelSize, cells: CellRectangle) {
    self.pixels = pixels
    self.cells = cells
  }
}

extension ImagePlacement.Content {
  /// The whole multiple of `picture` that is to be drawn in `box`; nil where any size is right.
  func multiple(of picture: PixelSize, in box: PixelSize) -> PixelSize? {
    let most = min(box.width / picture.width, box.height / picture.height)
    let factor: Int
    switch self {
    case .photo: return nil
    case .grid: factor = most
    case .exact(let times): factor = min(times, most)
    }
    guard factor >= 1 else { return nil }
    return PixelSize(width: picture.width * factor, height: picture.height * factor)
  }
}

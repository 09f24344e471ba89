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
  }

  /// Scale the bitmap to exactly this size; for half blocks one cell holds 1×2 of these pixels.
  package let pixels: PixelSize
  /// The cells to keep free of text; the picture begins at the top left of the first.
  package let cells: CellRectangle

  /// Places a picture of `picture` pixels in the middle of `pane` for drawing with sixel.
  ///
  /// It ends above the last row of the screen, where terminals would scroll, and each band of six
  /// pixel rows stays inside the pane. Nil where there is no room for one band.
  package static func sixel(
    _ picture: PixelSize, content: Content, pane: CellRectangle, cell: PixelSize,
    screenRows: Int, maximum: PixelSize
  ) -> ImagePlacement? {
    precondition(cell.width > 0 && cell.height > 0, "a cell has pixels")
    let top = pane.row * cell.height
    // xterm scrolls when `top + bands + 6 ≥ rows · cell`: it wants room for one band more.
    let bottom = min(
      (pane.row + pane.rows) * cell.height, (screenRows - 1) * cell.height,
      screenRows * cell.height - 7)
    let box = PixelSize(
      width: min(pane.columns * cell.width, maximum.width),
      height: min(bottom - top, maximum.height) / 6 * 6)
    guard box.width > 0, box.height > 0, pane.column >= 0, pane.row >= 0 else { return nil }
    let pixels = size(of: picture, content: content, in: box)
    let banded = (pixels.height + 5) / 6 * 6
    let columns = (pixels.width + cell.width - 1) / cell.width
    let rows = (banded + cell.height - 1) / cell.height
    let spare = (bottom - top - banded) / cell.height
    return ImagePlacement(
      pixels: pixels,
      cells: CellRectangle(
        column: pane.column + (pane.columns - columns) / 2,
        row: pane.row + min((pane.rows - rows) / 2, spare), columns: columns, rows: rows))
  }

  /// Places a picture in the middle of `pane` for drawing with half blocks, whose pixels are
  /// about square.
  package static func halfBlock(
    _ picture: PixelSize, content: Content, pane: CellRectangle
  ) -> ImagePlacement? {
    let box = PixelSize(width: pane.columns, height: 2 * pane.rows)
    guard box.width > 0, box.height > 0, pane.column >= 0, pane.row >= 0 else { return nil }
    let factor = min(box.width / picture.width, box.height / picture.height)
    var pixels = picture.fitted(into: box)
    if content == .grid && factor >= 1 {
      pixels = PixelSize(width: picture.width * factor, height: picture.height * factor)
    }
    let rows = (pixels.height + 1) / 2
    return ImagePlacement(
      pixels: pixels,
      cells: CellRectangle(
        column: pane.column + (pane.columns - pixels.width) / 2,
        row: pane.row + (pane.rows - rows) / 2, columns: pixels.width, rows: rows))
  }

  /// `box.height` is a multiple of 6.
  private static func size(
    of picture: PixelSize, content: Content, in box: PixelSize
  ) -> PixelSize {
    let factor = min(box.width / picture.width, box.height / picture.height)
    if content == .grid && factor >= 1 {
      return PixelSize(width: picture.width * factor, height: picture.height * factor)
    }
    let fit = picture.fitted(into: box)
    let height = fit.height / 6 * 6
    guard height > 0 else { return fit }
    let width = (picture.width * height + picture.height / 2) / picture.height
    return PixelSize(width: min(box.width, max(1, width)), height: height)
  }
}

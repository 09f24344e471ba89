/// Pixels in bands of six rows, with a palette (DEC VT340).
package struct Sixel: GraphicsProtocol {
  /// Of one picture, at most.
  package let colours: Int

  package init(colours: Int) { self.colours = colours }

  package func draw(
    _ bitmap: Bitmap, _ content: ImagePlacement.Content, in pane: GraphicsPane
  ) -> PlacedBytes? {
    // All images get the size of a photo, so that one turns into the next in its place; an element
    // that is a pixel wider than its neighbour is not seen at that size.
    guard
      let placement = ImagePlacement.withPixels(
        bitmap.size, content: content == .grid ? .photo : content, pane: pane.cells,
        cell: pane.cell,
        screenRows: pane.screenRows, maximum: pane.maximum),
      let strips = try? SixelEncoder().encode(
        bitmap.scaled(to: placement.pixels, content, detail: pane.detail), colours: colours,
        leavingOut: placement.gap(pane.hole, cell: pane.cell),
        strip: Self.rows(of: placement, in: pane) * pane.cell.height)
    else { return nil }
    return PlacedBytes(
      placement: placement,
      parts: strips.enumerated().map { index, bytes in
        PlacedBytes.Part(
          column: placement.cells.column,
          row: placement.cells.row + index * Self.rows(of: placement, in: pane), bytes: bytes)
      })
  }

  /// How many rows of cells a strip has.
  ///
  /// Nothing can be written in the midst of one, so that over slow lines a picture comes in several:
  /// in few, for xterm keeps sixteen pictures, and in whole bands of six pixel rows.
  private static func rows(of placement: ImagePlacement, in pane: GraphicsPane) -> Int {
    if pane.piece >= GraphicsPane.largestPiece || pane.detail != nil {
      return placement.cells.rows
    }
    return 6 * max(1, (placement.cells.rows + 35) / 36)
  }
}

extension ImagePlacement {
  /// Places a picture of `picture` pixels in the middle of `pane` for drawing with pixels.
  ///
  /// It ends above the last row of the screen, where terminals would scroll, and each band of six
  /// pixel rows, as sixel has them, stays inside the pane. Nil where there is no room for one band.
  package static func withPixels(
    _ picture: PixelSize, content: Content, pane: CellRectangle, cell: PixelSize,
    screenRows: Int, maximum: PixelSize
  ) -> ImagePlacement? {
    precondition(cell.width > 0 && cell.height > 0, "a cell has pixels")
    let top = pane.row * cell.height
    let bottom = bottom(of: pane, cell: cell, screenRows: screenRows)
    let box = pixelRoom(in: pane, cell: cell, screenRows: screenRows, maximum: maximum)
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

  /// The pixels that a picture in `pane` can have at most.
  package static func pixelRoom(
    in pane: CellRectangle, cell: PixelSize, screenRows: Int, maximum: PixelSize
  ) -> PixelSize {
    let height = bottom(of: pane, cell: cell, screenRows: screenRows) - pane.row * cell.height
    return PixelSize(
      width: min(pane.columns * cell.width, maximum.width),
      height: min(height, maximum.height) / 6 * 6)
  }

  private static func bottom(of pane: CellRectangle, cell: PixelSize, screenRows: Int) -> Int {
    // xterm scrolls when `top + bands + 6 ≥ rows · cell`: it wants room for one band more.
    min(
      (pane.row + pane.rows) * cell.height, (screenRows - 1) * cell.height,
      screenRows * cell.height - 7)
  }

  /// `box.height` is a multiple of 6.
  private static func size(
    of picture: PixelSize, content: Content, in box: PixelSize
  ) -> PixelSize {
    if let whole = content.multiple(of: picture, in: box) { return whole }
    let fit = picture.fitted(into: box)
    let height = fit.height / 6 * 6
    guard height > 0 else { return fit }
    let width = (picture.width * height + picture.height / 2) / picture.height
    return PixelSize(width: min(box.width, max(1, width)), height: height)
  }
}

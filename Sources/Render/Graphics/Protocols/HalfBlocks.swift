/// Two pixels in each cell of text, for terminals that draw no pictures.
package struct HalfBlocks: GraphicsProtocol {
  package let depth: ColourDepth

  package init(depth: ColourDepth) { self.depth = depth }

  package func draw(
    _ bitmap: Bitmap, _ content: ImagePlacement.Content, in pane: GraphicsPane
  ) -> PlacedBytes? {
    guard
      let placement = ImagePlacement.halfBlock(bitmap.size, content: content, pane: pane.cells)
    else { return nil }
    let rows = HalfBlockEncoder().encode(
      bitmap.scaled(to: placement.pixels, content), depth: depth, content: .photo,
      leavingOut: placement.gap(pane.hole, cell: PixelSize(width: 1, height: 2)))
    return PlacedBytes(placement: placement, rows: rows)
  }
}

extension ImagePlacement {
  /// Places a picture in the middle of `pane` for drawing with half blocks, whose pixels are
  /// about square.
  package static func halfBlock(
    _ picture: PixelSize, content: Content, pane: CellRectangle
  ) -> ImagePlacement? {
    let box = PixelSize(width: pane.columns, height: 2 * pane.rows)
    guard box.width > 0, box.height > 0, pane.column >= 0, pane.row >= 0 else { return nil }
    let pixels = content.multiple(of: picture, in: box) ?? picture.fitted(into: box)
    let rows = (pixels.height + 1) / 2
    return ImagePlacement(
      pixels: pixels,
      cells: CellRectangle(
        column: pane.column + (pane.columns - pixels.width) / 2,
        row: pane.row + (pane.rows - rows) / 2, columns: pixels.width, rows: rows))
  }
}

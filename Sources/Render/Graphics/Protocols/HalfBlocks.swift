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
    let scaled = bitmap.scaled(to: placement.pixels, content, detail: pane.detail)
    let parts = GlyphWriter(palette: TextPalette(depth: depth)).parts(
      cells(of: scaled, content), at: placement.cells, leavingOut: pane.hole, piece: pane.piece)
    return PlacedBytes(placement: placement, parts: parts)
  }

  /// One row of cells for each two rows of pixels, from the top.
  ///
  /// With an odd height the lower half of the last row is the terminal's background. Where colours
  /// are few, a photograph is mixed from them and a grid gets the nearest for each element. The
  /// lower pixel is a block, the upper one shows as the background: many fonts leave a line free
  /// above the upper block, but none below the lower.
  func cells(of bitmap: Bitmap, _ content: ImagePlacement.Content) -> [[GlyphCell]] {
    let width = bitmap.width
    let codes = TextPalette(depth: depth).codes(of: bitmap, mixing: content == .photo)
    return stride(from: 0, to: bitmap.height, by: 2).map { y in
      (0..<width).map { x in
        let upper = codes[y * width + x]
        guard y + 1 < bitmap.height else {
          return GlyphCell(glyph: "▀", foreground: upper, background: nil)
        }
        let lower = codes[(y + 1) * width + x]
        return GlyphCell(glyph: upper == lower ? " " : "▄", foreground: lower, background: upper)
      }
    }
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

/// A letter of the right weight in each cell, for terminals without colours.
package struct ASCIIRamp: GraphicsProtocol {
  /// Whether letters are dark on light, so that heavy ones are dark.
  package let isOnLight: Bool

  package init(isOnLight: Bool) { self.isOnLight = isOnLight }

  package func draw(
    _ bitmap: Bitmap, _ content: ImagePlacement.Content, in pane: GraphicsPane
  ) -> PlacedBytes? {
    // A cell is about twice as high as wide, so that an element of a grid is two cells wide at least.
    let box = PixelSize(width: pane.cells.columns / 2, height: pane.cells.rows)
    guard box.width > 0, box.height > 0 else { return nil }
    let square = content.multiple(of: bitmap.size, in: box) ?? bitmap.size.fitted(into: box)
    let size = PixelSize(width: 2 * square.width, height: square.height)
    let placement = ImagePlacement(
      pixels: PixelSize(width: size.width, height: 2 * size.height),
      cells: CellRectangle(
        column: pane.cells.column + (pane.cells.columns - size.width) / 2,
        row: pane.cells.row + (pane.cells.rows - size.height) / 2, columns: size.width,
        rows: size.height))
    let scaled = bitmap.scaled(to: size, content, detail: pane.detail)
    let rows = (0..<size.height).map { y in
      (0..<size.width).map { x in
        GlyphCell(glyph: letter(scaled[x, y]), foreground: nil, background: nil)
      }
    }
    return PlacedBytes(
      placement: placement,
      parts: GlyphWriter(palette: TextPalette(depth: .eight)).parts(
        rows, at: placement.cells, leavingOut: pane.hole, piece: pane.piece))
  }

  private static let letters: [Unicode.Scalar] = Array(" .:-=+*#%@".unicodeScalars)

  func letter(_ colour: RGB) -> Unicode.Scalar {
    // Rec. 709, of values that are about as the eye has them.
    let light =
      (2126 * Int(colour.red) + 7152 * Int(colour.green) + 722 * Int(colour.blue)) / 10_000
    let weight = light * Self.letters.count / 256
    return Self.letters[isOnLight ? Self.letters.count - 1 - weight : weight]
  }
}

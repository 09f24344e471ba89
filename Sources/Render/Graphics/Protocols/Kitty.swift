/// Pixels that the terminal keeps by their number (kitty's graphics protocol): text neither erases
/// nor covers them, and they go where they are told to.
package struct Kitty: GraphicsProtocol {
  package init() {}

  package func draw(
    _ bitmap: Bitmap, _ content: ImagePlacement.Content, in pane: GraphicsPane
  ) -> PlacedBytes? {
    guard
      let placement = ImagePlacement.withPixels(
        bitmap.size, content: content == .grid ? .photo : content, pane: pane.cells,
        cell: pane.cell, screenRows: pane.screenRows, maximum: pane.maximum),
      let sent = KittyCommand.transmission(
        bitmap.scaled(to: placement.pixels, content, detail: pane.detail), number: pane.number,
        piece: pane.piece)
    else { return nil }
    let (column, row) = (placement.cells.column, placement.cells.row)
    let seen = placement.seen(around: pane.hole, cell: pane.cell)
    let shown = seen.enumerated().map { index, part in
      PlacedBytes.Part(
        column: column + part.columns.lowerBound / pane.cell.width,
        row: row + part.rows.lowerBound / pane.cell.height,
        bytes: KittyCommand.placement(
          of: part, isWhole: part.size == placement.pixels, number: pane.number, place: index + 1))
    }
    return PlacedBytes(
      placement: placement,
      parts: sent.map { PlacedBytes.Part(column: column, row: row, bytes: $0) } + shown)
  }
}

/// kitty's pictures inside tmux, which hands the pixels on and keeps characters that stand for them.
///
/// A cell holds U+10EEEE with marks for its row, its column and the high byte of the picture's
/// number; the low byte is its colour. tmux moves and redraws such cells as any others.
package struct KittyPlaceholders: GraphicsProtocol {
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
    let cells = placement.cells
    guard max(cells.columns, cells.rows) <= PlaceholderMarks.all.count else { return nil }
    let commands =
      sent + [
        KittyCommand.virtualPlacement(
          columns: cells.columns, rows: cells.rows, number: pane.number)
      ]
    let hidden = placement.gap(pane.hole, cell: pane.cell).map { gap in
      (
        columns: gap.columns.cells(of: pane.cell.width), rows: gap.rows.cells(of: pane.cell.height)
      )
    }
    var parts = commands.map {
      PlacedBytes.Part(
        column: cells.column, row: cells.row, bytes: KittyCommand.passedOn($0))
    }
    for row in 0..<cells.rows {
      var runs = [0..<cells.columns]
      if let hidden, hidden.rows.contains(row) {
        runs = [0..<hidden.columns.lowerBound, hidden.columns.upperBound..<cells.columns]
      }
      for run in runs where !run.isEmpty {
        parts.append(
          PlacedBytes.Part(
            column: cells.column + run.lowerBound, row: cells.row + row,
            bytes: Self.text(row: row, columns: run, number: pane.number)))
      }
    }
    return PlacedBytes(placement: placement, parts: parts)
  }

  private static func text(row: Int, columns: Range<Int>, number: UInt32) -> [UInt8] {
    var text = "\u{1B}[38;5;\(number & 255)m"
    for column in columns {
      for scalar in [
        0x10EEEE, PlaceholderMarks.all[row], PlaceholderMarks.all[column],
        PlaceholderMarks.all[Int(number >> 24)],
      ] {
        text.unicodeScalars.append(Unicode.Scalar(scalar) ?? " ")
      }
    }
    return Array("\(text)\u{1B}[0m".utf8)
  }
}

extension Range<Int> {
  /// The cells of so many pixels that these pixels lie in.
  fileprivate func cells(of size: Int) -> Range<Int> {
    lowerBound / size..<(upperBound + size - 1) / size
  }
}

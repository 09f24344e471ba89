package import Render

/// A picture between lines of text, as commands print it.
package struct LinePicture: Sendable {
  private let mode: GraphicsMode
  private let cell: PixelSize
  private let window: WindowSize
  private let maximum: PixelSize

  package init(mode: GraphicsMode, capabilities: Capabilities, window: WindowSize) {
    self.mode = mode
    self.window = window
    cell = CellSize(capabilities: capabilities, window: window).pixels
    maximum = capabilities.usableImage(mode)
  }

  /// The bytes that draw `bitmap` at the left edge, in so many columns and rows at most, and leave
  /// the cursor on the line below; nil where there is no room for it.
  ///
  /// - Parameter number: by which the terminal knows it, where it tells pictures apart.
  package func bytes(
    _ bitmap: Bitmap, columns: Int, rows: Int, number: UInt32
  ) -> [UInt8]? {
    // Two rows stay free below, where terminals would scroll.
    let room = min(rows, window.rows - 3)
    guard room > 0, columns > 0, let drawing = mode.graphicsProtocol else { return nil }
    var pane = GraphicsPane(
      cells: CellRectangle(
        column: 0, row: 0, columns: min(columns, window.columns), rows: room),
      cell: cell, screenRows: window.rows, maximum: maximum)
    pane.number = number
    guard let drawn = drawing.draw(bitmap, .photo, in: pane) else { return nil }
    let cells = drawn.placement.cells
    // The lines are made first, so that nothing scrolls while the picture is drawn.
    var bytes = Array(String(repeating: "\n", count: cells.rows + 1).utf8)
    bytes += "\u{1B}[\(cells.rows + 1)A\r".utf8
    for part in drawn.parts {
      let (right, down) = (part.column - cells.column, part.row - cells.row)
      bytes += "\u{1B}7".utf8
      if down > 0 { bytes += "\u{1B}[\(down)B".utf8 }
      if right > 0 { bytes += "\u{1B}[\(right)C".utf8 }
      bytes += part.bytes + Array("\u{1B}8".utf8)
    }
    return bytes + Array("\u{1B}[\(cells.rows)B\r".utf8)
  }
}

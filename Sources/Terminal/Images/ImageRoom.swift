package import Render

/// How many pixels images have on the terminal.
package struct ImageRoom: Equatable, Sendable {
  private let mode: GraphicsMode
  private let cell: PixelSize
  private let maximum: PixelSize
  private let screenRows: Int

  package init(mode: GraphicsMode, cell: PixelSize, maximum: PixelSize, screenRows: Int) {
    self.mode = mode
    self.cell = cell
    self.maximum = maximum
    self.screenRows = screenRows
  }

  /// The pixels of one cell.
  package var pixelsOfCell: PixelSize {
    mode.hasPixels ? cell : PixelSize(width: 1, height: 2)
  }

  /// Those that an image in `pane` can have at most; at least one.
  package func pixels(in pane: Rect) -> PixelSize {
    let size: PixelSize
    if mode.hasPixels {
      let cells = CellRectangle(
        column: pane.x, row: pane.y, columns: pane.width, rows: pane.height)
      size = ImagePlacement.pixelRoom(
        in: cells, cell: cell, screenRows: screenRows, maximum: maximum)
    } else {
      size = PixelSize(width: pane.width, height: 2 * pane.height)
    }
    return PixelSize(width: max(1, size.width), height: max(1, size.height))
  }
}

/// A way in which terminals draw pictures; each is one file.
package protocol GraphicsProtocol: Sendable {
  /// The bytes that draw `bitmap` in `pane`; nil where there is no room for it.
  func draw(
    _ bitmap: Bitmap, _ content: ImagePlacement.Content, in pane: GraphicsPane
  ) -> PlacedBytes?
}

/// Where a picture may go, and what the terminal can take.
package struct GraphicsPane: Equatable, Sendable {
  package let cells: CellRectangle
  /// Of one cell.
  package let cell: PixelSize
  package let screenRows: Int
  /// The largest picture.
  package let maximum: PixelSize

  package init(cells: CellRectangle, cell: PixelSize, screenRows: Int, maximum: PixelSize) {
    self.cells = cells
    self.cell = cell
    self.screenRows = screenRows
    self.maximum = maximum
  }
}

/// A picture as bytes for a terminal, and where it goes.
package struct PlacedBytes: Equatable, Sendable {
  package let placement: ImagePlacement
  /// One for each of the upper rows of covered cells, in whose first cell the cursor has to be.
  package let rows: [[UInt8]]
}

extension GraphicsMode {
  /// What draws the pictures; nil where there are none.
  package var graphicsProtocol: (any GraphicsProtocol)? {
    switch self {
    case .sixel(let colours): Sixel(colours: colours)
    case .halfBlock(let depth): HalfBlocks(depth: depth)
    case .none: nil
    }
  }
}

extension Bitmap {
  /// The bitmap at the size it is drawn at.
  func scaled(to size: PixelSize, _ content: ImagePlacement.Content) -> Bitmap {
    // A grid that has to shrink loses elements unless they are mixed.
    let keepsElements = content == .grid && size.width >= width
    return scaled(
      width: size.width, height: size.height, filter: keepsElements ? .nearest : .smooth)
  }
}

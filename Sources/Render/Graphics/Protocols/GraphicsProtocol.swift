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
  /// Those of them that are left as they are.
  package let hole: CellRectangle?
  /// Of one cell.
  package let cell: PixelSize
  package let screenRows: Int
  /// The largest picture.
  package let maximum: PixelSize

  package init(
    cells: CellRectangle, hole: CellRectangle? = nil, cell: PixelSize, screenRows: Int,
    maximum: PixelSize
  ) {
    self.cells = cells
    self.hole = hole
    self.cell = cell
    self.screenRows = screenRows
    self.maximum = maximum
  }
}

extension ImagePlacement {
  /// The columns and rows of a drawn picture that `hole` leaves out, each cell of so many pixels.
  func gap(_ hole: CellRectangle?, cell: PixelSize) -> PixelGap? {
    guard let hole else { return nil }
    func range(_ start: Int, _ count: Int, _ size: Int, _ end: Int) -> Range<Int> {
      let first = max(0, min(end, start * size))
      return first..<max(first, min(end, (start + count) * size))
    }
    let gap = PixelGap(
      columns: range(hole.column - cells.column, hole.columns, cell.width, pixels.width),
      rows: range(hole.row - cells.row, hole.rows, cell.height, pixels.height))
    return gap.columns.isEmpty || gap.rows.isEmpty ? nil : gap
  }
}

/// Pixels of a picture that are not drawn.
struct PixelGap: Equatable, Sendable {
  let columns: Range<Int>
  let rows: Range<Int>
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
    let keepsElements = content != .photo && size.width >= width
    return scaled(
      width: size.width, height: size.height, filter: keepsElements ? .nearest : .smooth)
  }
}

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
  /// By which the terminal knows the picture, where it tells pictures apart.
  package var number: UInt32 = 1
  /// How many bytes may go between two keys at most, where the way of drawing can be cut so fine.
  package var piece = Self.largestPiece
  /// How many elements and colours the picture is drawn with, where it is only a draft.
  package var detail: GraphicsDetail?

  package static let largestPiece = 4096

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

/// How finely a draft is drawn.
package struct GraphicsDetail: Equatable, Sendable {
  /// Along the longer side.
  let elements: Int
  let colours = 24
}

/// A picture as bytes for a terminal, and where it goes.
package struct PlacedBytes: Equatable, Sendable {
  /// Bytes that must not be torn apart; ahead of each and behind it anything may be written.
  package struct Part: Equatable, Sendable {
    /// The cell that the cursor has to be in.
    package let column: Int
    package let row: Int
    package let bytes: [UInt8]
  }

  package let placement: ImagePlacement
  package let parts: [Part]

  package var count: Int { parts.reduce(0) { $0 + $1.bytes.count } }
}

extension GraphicsMode {
  /// What draws the pictures; nil where there are none.
  package var graphicsProtocol: (any GraphicsProtocol)? {
    switch self {
    case .kitty: Kitty()
    case .kittyPlaceholders: KittyPlaceholders()
    case .inlineImages(let inParts): InlineImages(inParts: inParts)
    case .sixel(let colours): Sixel(colours: colours)
    case .sextant(let depth): FineBlocks(.sextants, depth: depth)
    case .quadrant(let depth): FineBlocks(.quadrants, depth: depth)
    case .halfBlock(let depth): HalfBlocks(depth: depth)
    case .ascii(let isOnLight): ASCIIRamp(isOnLight: isOnLight)
    case .none: nil
    }
  }
}

extension GraphicsProtocol {
  /// The same with less detail where it would take more than about `limit` bytes.
  package func draft(
    _ bitmap: Bitmap, _ content: ImagePlacement.Content, in pane: GraphicsPane, limit: Int
  ) -> PlacedBytes? {
    var pane = pane
    var drawn = draw(bitmap, content, in: pane)
    var elements = max(bitmap.width, bitmap.height)
    while let most = drawn, most.count > limit, elements > 8 {
      let share = (Double(limit) / Double(most.count)).squareRoot()
      elements = max(8, min(elements * 3 / 4, Int(Double(min(elements, 192)) * share)))
      pane.detail = GraphicsDetail(elements: elements)
      drawn = draw(bitmap, content, in: pane)
    }
    return drawn
  }
}

extension Bitmap {
  /// The bitmap at the size it is drawn at.
  func scaled(
    to size: PixelSize, _ content: ImagePlacement.Content, detail: GraphicsDetail? = nil
  ) -> Bitmap {
    if let detail {
      return coarse(detail).scaled(width: size.width, height: size.height, filter: .nearest)
    }
    // A grid that has to shrink loses elements unless they are mixed.
    let keepsElements = content != .photo && size.width >= width
    return scaled(
      width: size.width, height: size.height, filter: keepsElements ? .nearest : .smooth)
  }

  private func coarse(_ detail: GraphicsDetail) -> Bitmap {
    let most = PixelSize(width: detail.elements, height: detail.elements)
    let few = size.fitted(into: most)
    let small = scaled(
      width: min(width, few.width), height: min(height, few.height), filter: .smooth)
    let indexed = IndexedBitmap(small, colours: detail.colours)
    return Bitmap(
      width: small.width, height: small.height,
      rgb: indexed.indices.flatMap { index -> [UInt8] in
        let colour = indexed.palette[Int(index)]
        return [colour.red, colour.green, colour.blue]
      })
  }
}

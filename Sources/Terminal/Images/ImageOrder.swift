package import Render

/// An image that is wanted in a slot, and everything its bytes depend on.
package struct ImageOrder: Hashable, Sendable {
  package let slot: ImageSlot
  package let key: ImageKey
  package let pane: Rect
  /// The cells of the pane that are left as they are.
  package let hole: Rect?
  package let screenRows: Int
  package let cell: PixelSize
  package let mode: GraphicsMode
  /// Whether it may have less detail, for another follows soon and the line is slow.
  package let isDraft: Bool

  package init(
    slot: ImageSlot, key: ImageKey, pane: Rect, hole: Rect? = nil, screenRows: Int,
    cell: PixelSize, mode: GraphicsMode, isDraft: Bool = false
  ) {
    self.slot = slot
    self.key = key
    self.pane = pane
    self.hole = hole
    self.screenRows = screenRows
    self.cell = cell
    self.mode = mode
    self.isDraft = isDraft
  }

  package static func == (a: ImageOrder, b: ImageOrder) -> Bool {
    a.key == b.key && a.isAlike(b)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(pane)
  }

  /// Whether both show the same kind of thing in the same way and place.
  package func isAlike(_ other: ImageOrder) -> Bool {
    slot == other.slot && key.series == other.key.series && pane == other.pane
      && hole == other.hole && screenRows == other.screenRows && cell == other.cell
      && mode == other.mode && isDraft == other.isDraft
  }
}

/// An image as bytes for the terminal.
package struct DrawnImage: Equatable, Sendable {
  package let order: ImageOrder
  package let place: Place
  package let parts: [Part]
  /// By which the terminal knows it, where it tells images apart.
  package let number: UInt32

  /// Where the image is; images of the same place cover each other wholly.
  package struct Place: Hashable, Sendable {
    package let pixels: PixelSize
    package let cells: Rect

    package init(pixels: PixelSize, cells: Rect) {
      self.pixels = pixels
      self.cells = cells
    }
  }

  /// Bytes to be sent with the cursor at a place.
  package struct Part: Equatable, Sendable {
    package let at: Point
    package let bytes: [UInt8]

    package init(at: Point, bytes: [UInt8]) {
      self.at = at
      self.bytes = bytes
    }
  }

  package init(order: ImageOrder, place: Place, parts: [Part], number: UInt32 = 0) {
    self.order = order
    self.place = place
    self.parts = parts
    self.number = number
  }
}

/// What the terminal is to show: cells, the cursor, images on top, and what stands where.
///
/// `ID` is what a part of the screen is known by to those who draw it.
package struct Frame<ID: Hashable & Sendable>: Sendable {
  package var canvas: Canvas
  /// Nil hides the cursor.
  package var cursor: Point?
  /// Their panes do not overlap.
  package var images: [PlacedImage] = []
  /// The later ones lie on top.
  package private(set) var regions: [Region<ID>] = []

  package init(_ size: Size) { canvas = Canvas(size) }

  /// Says that `area` shows what is known by `id`, as far as nothing covers it later.
  package mutating func mark(_ area: Rect, as id: ID) {
    let seen = area.intersection(canvas.bounds)
    if !seen.isEmpty { regions.append(Region(area: seen, id: id)) }
  }

  /// What is seen at `point`.
  package func id(at point: Point) -> ID? {
    regions.last { $0.area.contains(point) }?.id
  }

  /// Leaves `area` out of the images and takes the cursor away, for what lies over everything else.
  package mutating func cover(_ area: Rect) {
    images = images.compactMap { $0.covered(by: area) }
    cursor = nil
  }
}

/// Cells that belong together.
package struct Region<ID: Hashable & Sendable>: Equatable, Sendable {
  package let area: Rect
  package let id: ID
}

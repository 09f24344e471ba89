/// A place for an image that lasts from frame to frame, wherever its pane moves.
package struct ImageSlot: Hashable, Sendable {
  private let number: Int

  package init(_ number: Int) { self.number = number }
}

/// An image and the cells it may cover, which no other image of the frame may.
package struct PlacedImage: Sendable {
  package let slot: ImageSlot
  package let source: ImageSource
  package let pane: Rect
  /// Whether the next one is soon to come, so that this one may be left out.
  package let isLive: Bool
  /// The cells of the pane that something else lies over.
  package private(set) var hole: Rect?

  package init(_ source: ImageSource, in pane: Rect, of slot: ImageSlot, isLive: Bool) {
    self.slot = slot
    self.source = source
    self.pane = pane
    self.isLive = isLive
  }

  /// The image where something lies over `area`; nil where nothing of it is seen.
  func covered(by area: Rect) -> PlacedImage? {
    let hidden = area.intersection(pane)
    if hidden.isEmpty { return self }
    if hidden == pane { return nil }
    var image = self
    image.hole = hole.map { $0.union(hidden) } ?? hidden
    return image
  }
}

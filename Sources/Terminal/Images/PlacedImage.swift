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

  package init(_ source: ImageSource, in pane: Rect, of slot: ImageSlot, isLive: Bool) {
    self.slot = slot
    self.source = source
    self.pane = pane
    self.isLive = isLive
  }
}

/// An image and the cells it may cover.
package struct PlacedImage: Sendable {
  package let source: ImageSource
  package let pane: Rect
  /// Whether the next one is soon to come, so that this one may be left out.
  package let isLive: Bool

  package init(source: ImageSource, pane: Rect, isLive: Bool) {
    self.source = source
    self.pane = pane
    self.isLive = isLive
  }
}

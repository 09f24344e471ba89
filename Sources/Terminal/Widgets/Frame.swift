/// What the terminal is to show: cells, the cursor, and images on top.
package struct Frame: Sendable {
  package var canvas: Canvas
  /// Nil hides the cursor.
  package var cursor: Point?
  /// Their panes do not overlap.
  package var images: [PlacedImage] = []

  package init(_ size: Size) { canvas = Canvas(size) }
}

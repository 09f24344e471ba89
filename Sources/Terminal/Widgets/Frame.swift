/// What the terminal is to show: cells, the cursor, and an image on top.
package struct Frame: Sendable {
  package var canvas: Canvas
  /// Nil hides the cursor.
  package var cursor: Point?
  package var image: PlacedImage?

  package init(_ size: Size) { canvas = Canvas(size) }
}

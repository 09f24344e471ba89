package import Render

/// Tells images apart without comparing them.
package struct ImageKey: Hashable, Sendable {
  /// Images of one series show the same kind of thing, so that the next may stand in for the last.
  package let series: Int
  package let version: Int
  package let variant: Int

  package init(series: Int, version: Int, variant: Int) {
    self.series = series
    self.version = version
    self.variant = variant
  }
}

/// What an image shows; its pixels are made in the background.
package protocol ImageContent: Sendable {
  /// How the image may be scaled.
  var kind: ImagePlacement.Content { get }

  /// The image with one pixel for each element.
  func bitmap() -> Bitmap
}

/// Something that can be drawn as an image.
package struct ImageSource: Sendable {
  package let key: ImageKey
  package let content: any ImageContent

  package init(key: ImageKey, content: any ImageContent) {
    self.key = key
    self.content = content
  }
}

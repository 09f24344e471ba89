import Render
import Terminal

/// A picture that was made small elsewhere.
struct SmallImage: ImageContent {
  let small: Bitmap

  var kind: ImagePlacement.Content { .photo }

  func bitmap() -> Bitmap { small }
}

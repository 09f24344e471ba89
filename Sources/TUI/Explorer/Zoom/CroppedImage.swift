import Render
import Terminal

/// A part of what a stage has made, each pixel so many times as large.
struct CroppedImage: ImageContent {
  let whole: StageImage
  let view: Zoom.View

  var kind: ImagePlacement.Content { view.times.map { .exact(times: $0) } ?? whole.kind }

  func bitmap() -> Bitmap {
    let bitmap = whole.bitmap()
    guard view.times != nil, view.x + view.size.width <= bitmap.width,
      view.y + view.size.height <= bitmap.height
    else { return bitmap }
    let rgb = (view.y..<view.y + view.size.height).flatMap { y in
      let start = 3 * (y * bitmap.width + view.x)
      return bitmap.rgb[start..<start + 3 * view.size.width]
    }
    return Bitmap(width: view.size.width, height: view.size.height, rgb: rgb)
  }
}

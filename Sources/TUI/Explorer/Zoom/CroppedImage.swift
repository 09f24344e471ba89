package import Render
package import Terminal

/// An image whose size is known before it is made.
package protocol SizedImage: ImageContent {
  /// Of the bitmap.
  var size: PixelSize { get }
}

/// A part of an image, each pixel so many times as large, or the mean of so many.
struct CroppedImage: ImageContent {
  let whole: any SizedImage
  let view: Zoom.View

  var kind: ImagePlacement.Content {
    view.scale.map { .exact(times: $0.times) } ?? whole.kind
  }

  func bitmap() -> Bitmap {
    let bitmap = whole.bitmap()
    guard let scale = view.scale, view.x + view.size.width <= bitmap.width,
      view.y + view.size.height <= bitmap.height
    else { return bitmap }
    if scale.joined > 1 { return joined(scale.joined, of: bitmap) }
    let rgb = (view.y..<view.y + view.size.height).flatMap { y in
      let start = 3 * (y * bitmap.width + view.x)
      return bitmap.rgb[start..<start + 3 * view.size.width]
    }
    return Bitmap(width: view.size.width, height: view.size.height, rgb: rgb)
  }

  /// The part with `count` by `count` pixels in one.
  private func joined(_ count: Int, of bitmap: Bitmap) -> Bitmap {
    let (width, height) = (view.size.width / count, view.size.height / count)
    var rgb = [UInt8](repeating: 0, count: 3 * width * height)
    var sums = [Int](repeating: 0, count: 3 * width)
    for row in 0..<height {
      for index in sums.indices { sums[index] = 0 }
      for y in view.y + row * count..<view.y + (row + 1) * count {
        let start = 3 * (y * bitmap.width + view.x)
        for x in 0..<width * count {
          for part in 0..<3 {
            sums[3 * (x / count) + part] += Int(bitmap.rgb[start + 3 * x + part])
          }
        }
      }
      let half = count * count / 2
      for index in sums.indices {
        rgb[3 * width * row + index] = UInt8((sums[index] + half) / (count * count))
      }
    }
    return Bitmap(width: width, height: height, rgb: rgb)
  }
}

extension ImageSource {
  /// The part of an image that is seen.
  func seen(in view: Zoom.View, of whole: any SizedImage) -> ImageSource {
    guard let scale = view.scale else { return self }
    var variant = key.variant
    for number in [scale.times, scale.joined, view.x, view.y] {
      variant = variant &* 65_537 &+ number
    }
    return ImageSource(
      key: ImageKey(series: key.series, version: key.version, variant: variant),
      content: CroppedImage(whole: whole, view: view))
  }
}

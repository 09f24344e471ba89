import Engine
import Render
import Terminal

/// Two pictures in one.
enum ComparedImage: SizedImage {
  /// How far they are from each other, taken `gain` times, in the colours of a map.
  case difference(Picture, Picture, gain: Int, map: ColourMap)
  /// The first up to a line so many hundredths from the left, the other behind it.
  case wipe(Picture, Picture, line: Int)
  /// The tokens that are others, in a bright colour of a map.
  case changed(TokenGrid, TokenGrid, map: ColourMap)

  var size: PixelSize {
    switch self {
    case .difference(let one, _, _, _), .wipe(let one, _, _):
      PixelSize(width: one.width, height: one.height)
    case .changed(let one, _, _): PixelSize(width: one.width, height: one.height)
    }
  }

  var kind: ImagePlacement.Content {
    if case .changed = self { return .grid }
    return .photo
  }

  func bitmap() -> Bitmap {
    switch self {
    case .difference(let one, let other, let gain, let map):
      let colours = (0...255).map { map.colour(at: Double($0) / 255) }
      let (a, b) = (one.rgb, other.rgb)
      var rgb = [UInt8](repeating: 0, count: a.count)
      for pixel in 0..<one.width * one.height {
        var far = 0
        for part in 3 * pixel..<3 * pixel + 3 { far = max(far, abs(Int(a[part]) - Int(b[part]))) }
        let colour = colours[min(255, gain * far)]
        (rgb[3 * pixel], rgb[3 * pixel + 1], rgb[3 * pixel + 2]) = (
          colour.red, colour.green, colour.blue
        )
      }
      return Bitmap(width: one.width, height: one.height, rgb: rgb)
    case .wipe(let one, let other, let line):
      var rgb = other.rgb
      let end = one.width * line / 100
      for y in 0..<one.height {
        let row = 3 * one.width * y
        rgb.replaceSubrange(row..<row + 3 * end, with: one.rgb[row..<row + 3 * end])
        // Where the one ends is seen also where both are alike.
        for x in max(0, end - 1)..<min(one.width, end + 1) where line > 0 && line < 100 {
          for part in 0..<3 { rgb[row + 3 * x + part] = 255 }
        }
      }
      return Bitmap(width: one.width, height: one.height, rgb: rgb)
    case .changed(let one, let other, let map):
      let rgb = zip(one.codes, other.codes).flatMap { a, b -> [UInt8] in
        let colour = map.colour(at: a == b ? 0.1 : 0.9)
        return [colour.red, colour.green, colour.blue]
      }
      return Bitmap(width: one.width, height: one.height, rgb: rgb)
    }
  }
}

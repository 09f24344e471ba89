import Engine
import Render
import Terminal

/// Two pictures in one.
enum ComparedImage: ImageContent {
  /// How far they are from each other, taken `gain` times.
  case difference(Picture, Picture, gain: Int)
  /// The first up to a line so many hundredths from the left, the other behind it.
  case wipe(Picture, Picture, line: Int)
  /// The tokens that are others.
  case changed(TokenGrid, TokenGrid)

  var kind: ImagePlacement.Content {
    if case .changed = self { return .grid }
    return .photo
  }

  func bitmap() -> Bitmap {
    switch self {
    case .difference(let one, let other, let gain):
      let rgb = zip(one.rgb, other.rgb).map { a, b in
        UInt8(min(255, gain * abs(Int(a) - Int(b))))
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
    case .changed(let one, let other):
      let rgb = zip(one.codes, other.codes).flatMap { a, b in
        a == b ? [UInt8](repeating: 40, count: 3) : [255, 176, 0]
      }
      return Bitmap(width: one.width, height: one.height, rgb: rgb)
    }
  }
}

import Foundation
import Render
import TestSupport

extension Bitmap {
  /// A sky that fades, a lit ball and a rough ground: smooth and noisy parts as in a photograph.
  static func scene(_ width: Int, _ height: Int) -> Bitmap {
    var generator = SeededNumbers(7)
    var bitmap = Bitmap(width: width, height: height, filledWith: RGB(hex: 0))
    for y in 0..<height {
      for x in 0..<width {
        let u = Double(x) / Double(width)
        let v = Double(y) / Double(height)
        let dx = u - 0.5
        let dy = v - 0.55
        let light = 1 - 3 * (pow(dx + 0.08, 2) + pow(dy + 0.1, 2)).squareRoot()
        if dx * dx + dy * dy < 0.06 {
          bitmap[x, y] = RGB(level: 240 * light, 50 * light, 60 * light * light)
        } else if v > 0.6 {
          let rough = Double.random(in: -20...20, using: &generator)
          bitmap[x, y] = RGB(level: 60 + rough, 130 + 60 * (v - 0.6) + rough, 40 + rough / 2)
        } else {
          bitmap[x, y] = RGB(level: 90 + 120 * v, 150 + 100 * v, 255 - 20 * u)
        }
      }
    }
    return bitmap
  }

  /// Random pixels from `palette`.
  static func random(_ width: Int, _ height: Int, from palette: [RGB], seed: UInt64) -> Bitmap {
    var generator = SeededNumbers(seed)
    var bitmap = Bitmap(width: width, height: height, filledWith: palette[0])
    for y in 0..<height {
      for x in 0..<width {
        bitmap[x, y] = palette[Int.random(in: 0..<palette.count, using: &generator)]
      }
    }
    return bitmap
  }
}

extension RGB {
  /// A colour from levels that are cut to 0…255.
  init(level red: Double, _ green: Double, _ blue: Double) {
    let bytes = [red, green, blue].map { UInt8(min(255, max(0, $0))) }
    self.init(red: bytes[0], green: bytes[1], blue: bytes[2])
  }

  /// So many different colours.
  static func palette(_ count: Int, seed: UInt64) -> [RGB] {
    var generator = SeededNumbers(seed)
    var colours: Set<UInt32> = []
    while colours.count < count {
      colours.insert(UInt32.random(in: 0..<1 << 24, using: &generator))
    }
    return colours.sorted().map { RGB(hex: $0) }
  }
}

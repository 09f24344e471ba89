/// A picture by which one sees whether a terminal draws pictures rightly.
package enum TestCard {
  /// Bars of colour, a ramp from black to white, a disc, and fine lines.
  package static func bitmap(width: Int = 240, height: Int = 180) -> Bitmap {
    var card = Bitmap(width: width, height: height, filledWith: RGB(hex: 0x303030))
    let bars: [UInt32] = [
      0xFFFFFF, 0xE6C229, 0x2EC4B6, 0x3BA55D, 0xB565D9, 0xD64550, 0x3A6EA5, 0x000000,
    ]
    for y in 0..<height {
      for x in 0..<width {
        if y < height / 3 {
          card[x, y] = RGB(hex: bars[x * bars.count / width])
        } else if y < height / 2 {
          let level = UInt8(255 * x / (width - 1))
          card[x, y] = RGB(red: level, green: level, blue: level)
        } else if x >= width / 2 {
          let isLine = (x / 2 + y / 2) % 2 == 0
          card[x, y] = RGB(hex: isLine ? 0xE0E0E0 : 0x303030)
        }
      }
    }
    let radius = height / 5
    let (centreX, centreY) = (width / 4, 3 * height / 4)
    for y in -radius...radius {
      for x in -radius...radius where x * x + y * y <= radius * radius {
        card[centreX + x, centreY + y] = RGB(hex: 0xD64550)
      }
    }
    return card
  }
}

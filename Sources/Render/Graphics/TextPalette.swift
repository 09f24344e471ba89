/// The colours that a terminal gives to text.
struct TextPalette {
  private let depth: ColourDepth

  init(depth: ColourDepth) { self.depth = depth }

  /// One code for each pixel, row-major: a palette index, or `0xRRGGBB` in 24-bit colour.
  ///
  /// With `mixing` colours that the palette lacks are mixed from neighbouring pixels.
  func codes(of bitmap: Bitmap, mixing: Bool) -> [Int] {
    let first: Int
    let colours: [RGB]
    let reach: Int
    switch depth {
    case .trueColour:
      return (0..<bitmap.width * bitmap.height).map { pixel in
        Int(bitmap.rgb[3 * pixel]) << 16 | Int(bitmap.rgb[3 * pixel + 1]) << 8
          | Int(bitmap.rgb[3 * pixel + 2])
      }
    case .indexed256: (first, colours, reach) = (16, Self.cube + Self.greys, 24)
    case .sixteen: (first, colours, reach) = (0, Self.sixteen, 80)
    case .eight: (first, colours, reach) = (0, Array(Self.sixteen.prefix(8)), 80)
    }
    var diffusion = ErrorDiffusion(
      palette: colours, width: bitmap.width, reach: mixing ? reach : 0)
    var indices = [UInt8](repeating: 0, count: bitmap.width * bitmap.height)
    for y in 0..<bitmap.height { diffusion.draw(row: y, of: bitmap, into: &indices) }
    return indices.map { first + Int($0) }
  }

  /// The parameters of `CSI … m` that set this colour.
  func parameters(_ code: Int, isForeground: Bool) -> String {
    switch depth {
    case .trueColour:
      "\(isForeground ? 38 : 48);2;\(code >> 16);\(code >> 8 & 255);\(code & 255)"
    case .indexed256: "\(isForeground ? 38 : 48);5;\(code)"
    case .eight, .sixteen: "\((isForeground ? 30 : 40) + (code < 8 ? code : code + 52))"
    }
  }

  /// xterm's colours; what a theme made of them is not known.
  private static let sixteen = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ].map { RGB(hex: $0) }

  private static let cube: [RGB] = {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    return (0..<216).map { index in
      RGB(red: levels[index / 36], green: levels[index / 6 % 6], blue: levels[index % 6])
    }
  }()

  private static let greys = (0..<24).map { step in
    let level = UInt8(8 + 10 * step)
    return RGB(red: level, green: level, blue: level)
  }
}

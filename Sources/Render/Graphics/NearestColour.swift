/// Finds the colour of a terminal's text palette that comes nearest to an RGB colour.
struct NearestColour {
  /// A palette index, or `0xRRGGBB` in 24-bit colour.
  typealias Code = Int

  private let depth: ColourDepth
  private var known: [RGB: Code] = [:]

  init(depth: ColourDepth) { self.depth = depth }

  mutating func code(of colour: RGB) -> Code {
    if depth == .trueColour {
      return Int(colour.red) << 16 | Int(colour.green) << 8 | Int(colour.blue)
    }
    if let code = known[colour] { return code }
    let code = depth == .sixteen ? Self.nearest(to: colour, in: Self.sixteen) : Self.cube(colour)
    known[colour] = code
    return code
  }

  /// The parameters of `CSI … m` that set this colour.
  func parameters(_ code: Code, isForeground: Bool) -> String {
    switch depth {
    case .trueColour:
      "\(isForeground ? 38 : 48);2;\(code >> 16);\(code >> 8 & 255);\(code & 255)"
    case .indexed256: "\(isForeground ? 38 : 48);5;\(code)"
    case .sixteen: "\((isForeground ? 30 : 40) + (code < 8 ? code : code + 52))"
    }
  }

  /// xterm's colours; what a theme made of them is not known.
  private static let sixteen = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ].map { RGB(hex: $0) }

  private static let levels = [0, 95, 135, 175, 215, 255]

  /// The nearer of the nearest colour of the 6×6×6 cube and the nearest of the 24 greys.
  private static func cube(_ colour: RGB) -> Code {
    func level(_ value: UInt8) -> Int {
      value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40
    }
    let red = level(colour.red)
    let green = level(colour.green)
    let blue = level(colour.blue)
    let mean = (Int(colour.red) + Int(colour.green) + Int(colour.blue)) / 3
    let step = min(23, max(0, (mean - 3) / 10))
    let grey = UInt8(8 + 10 * step)
    let inCube = RGB(
      red: UInt8(levels[red]), green: UInt8(levels[green]), blue: UInt8(levels[blue]))
    if distance(colour, RGB(red: grey, green: grey, blue: grey)) < distance(colour, inCube) {
      return 232 + step
    }
    return 16 + 36 * red + 6 * green + blue
  }

  private static func nearest(to colour: RGB, in palette: [RGB]) -> Code {
    let distances = palette.map { distance(colour, $0) }
    return distances.indices.min { distances[$0] < distances[$1] } ?? 0
  }

  /// Squared distance with the weights of luma, rounded.
  private static func distance(_ a: RGB, _ b: RGB) -> Int {
    let red = Int(a.red) - Int(b.red)
    let green = Int(a.green) - Int(b.green)
    let blue = Int(a.blue) - Int(b.blue)
    return 3 * red * red + 6 * green * green + blue * blue
  }
}

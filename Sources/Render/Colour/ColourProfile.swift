/// Where the colours of a picture lie that is not in sRGB.
enum ColourProfile: Equatable {
  /// An ICC profile.
  case icc([UInt8])
  case primaries(Primaries)

  /// The chromaticities x, y of white and of the three colours, and the exponent that makes light
  /// of the numbers; nil for the curve of sRGB.
  struct Primaries: Equatable {
    var white = Chromaticity(x: 0.3127, y: 0.3290)
    var red = Chromaticity(x: 0.64, y: 0.33)
    var green = Chromaticity(x: 0.30, y: 0.60)
    var blue = Chromaticity(x: 0.15, y: 0.06)
    var gamma: Double?
  }

  struct Chromaticity: Equatable {
    var x: Double
    var y: Double
  }

  /// What the numbers of a pixel are.
  enum Space: Equatable {
    case grey, colours, inks
  }

  /// Nil for an ICC profile that is none, or of a kind that no picture has.
  var space: Space? {
    guard case .icc(let bytes) = self else { return .colours }
    switch String(decoding: bytes.dropFirst(16).prefix(4), as: UTF8.self) {
    case "GRAY": return .grey
    case "RGB ": return .colours
    case "CMYK": return .inks
    default: return nil
    }
  }

  /// The largest ICC profile that is read; those of printers have one or two megabytes.
  static let maximumSize = 8 << 20

  static let damaged =
    "Its colour profile is damaged or does not fit; its colours are taken as sRGB."
}

extension ColourProfile.Primaries {
  /// Whether pictures look the same in sRGB: what programs write for it is seldom exact.
  var isStandard: Bool {
    let standard = Self()
    let pairs = [
      (white, standard.white), (red, standard.red), (green, standard.green), (blue, standard.blue),
    ]
    let isNear = pairs.allSatisfy { abs($0.x - $1.x) <= 0.01 && abs($0.y - $1.y) <= 0.01 }
    // An exponent of 2.2 stands for the curve of sRGB.
    return isNear && gamma.map { abs($0 / 2.2 - 1) <= 0.05 } ?? true
  }

  /// Whether light can be made of the numbers at all.
  var isPossible: Bool {
    let points = [white, red, green, blue]
    // Three colours on one line span nothing.
    let area =
      (green.x - red.x) * (blue.y - red.y) - (blue.x - red.x) * (green.y - red.y)
    return points.allSatisfy { 0...1 ~= $0.x && 0.0001...1 ~= $0.y } && abs(area) > 0.001
      && gamma.map { 0.1...10 ~= $0 } ?? true
  }
}

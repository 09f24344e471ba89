/// What the chunks of a PNG file say of its colours (PNG 11.3.2).
struct PNGColour {
  static let names: Set = ["iCCP", "sRGB", "gAMA", "cHRM"]

  private var icc: [UInt8]?
  private var isStandard = false
  private var primaries = ColourProfile.Primaries()
  private(set) var isDamaged = false

  mutating func take(_ name: String, _ data: ArraySlice<UInt8>) {
    func numbers() -> [Double] {
      stride(from: data.startIndex, to: data.endIndex - 3, by: 4).map { place in
        Double(data[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }) / 100_000
      }
    }
    switch name {
    case "iCCP":
      do throws(PNGLibrary.InflationError) {
        // A name, its end, and how the profile is packed.
        guard let end = data.firstIndex(of: 0), data[(end + 1)...].first == 0 else {
          throw .damaged
        }
        icc = try PNGLibrary.inflated(data[(end + 2)...], limit: ColourProfile.maximumSize)
      } catch {
        isDamaged = true
      }
    case "sRGB": isStandard = true
    case "gAMA":
      guard let gamma = numbers().first, gamma > 0 else { return isDamaged = true }
      primaries.gamma = 1 / gamma
    case "cHRM":
      let points = numbers()
      guard points.count == 8 else { return isDamaged = true }
      func point(_ index: Int) -> ColourProfile.Chromaticity {
        .init(x: points[2 * index], y: points[2 * index + 1])
      }
      (primaries.white, primaries.red) = (point(0), point(1))
      (primaries.green, primaries.blue) = (point(2), point(3))
    default: break
    }
  }

  /// Nil for sRGB.
  var profile: ColourProfile? {
    if let icc { return .icc(icc) }
    return isStandard || primaries.isStandard ? nil : .primaries(primaries)
  }
}

/// Colours tokens by their codes.
package struct TokenColours: Equatable, Sendable {
  /// Three bytes for each code of the codebook.
  package let table: [UInt8]

  /// Takes the colour of each code, three bytes a code.
  package init(table: [UInt8]) {
    precondition(!table.isEmpty && table.count % 3 == 0, "\(table.count) bytes are no RGB table")
    self.table = table
  }

  /// Tells `codes` codes apart where their colours are not known: each is a hue of its own,
  /// neighbours far from each other.
  package init(distinguishing codes: Int) {
    precondition(codes > 0, "a codebook has codes")
    table = (0..<codes).flatMap { code -> [UInt8] in
      // Steps of the golden ratio visit the hue circle evenly for every number of codes.
      let hue = (Double(code) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
      let light = 0.45 + 0.4 * Double(code % 5) / 4
      return [0, 1.0 / 3, 2.0 / 3].map { shift in
        let angle = (hue + shift).truncatingRemainder(dividingBy: 1)
        return UInt8(255 * light * min(1, max(0.15, (6 * angle - 3).magnitude - 1)))
      }
    }
  }

  package var codes: Int { table.count / 3 }

  /// The same codes in the colours of `map`, by their lightness.
  package func mapped(to map: ColourMap) -> TokenColours {
    TokenColours(
      table: (0..<codes).flatMap { code -> [UInt8] in
        let (red, green, blue) = (table[3 * code], table[3 * code + 1], table[3 * code + 2])
        let light = 0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)
        let colour = map.colour(at: light / 255)
        return [colour.red, colour.green, colour.blue]
      })
  }

  /// One pixel for each token; `codes` is row-major, each in the range of the table.
  package func bitmap(codes: [Int32], width: Int, height: Int) -> Bitmap {
    precondition(codes.count == width * height, "\(codes.count) codes are not \(width)×\(height)")
    var rgb = [UInt8](repeating: 0, count: 3 * codes.count)
    for (position, code) in codes.enumerated() {
      precondition(code >= 0 && Int(code) < self.codes, "there is no code \(code)")
      for lane in 0..<3 { rgb[3 * position + lane] = table[3 * Int(code) + lane] }
    }
    return Bitmap(width: width, height: height, rgb: rgb)
  }
}

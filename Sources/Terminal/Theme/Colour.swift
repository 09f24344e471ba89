/// A colour of text, as a theme names it.
package enum Colour: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// One of the terminal's sixteen colours, 0…15.
  case named(Int)
  /// Red, green and blue, 0…255 each.
  case rgb(UInt8, UInt8, UInt8)

  /// The sixteen names, by number; the bright ones follow the plain ones.
  package static let names = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    "bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue",
    "bright-magenta", "bright-cyan", "bright-white",
  ]

  /// Reads `default`, one of the sixteen names or `#rrggbb`; nil for anything else.
  package init?(_ text: String) {
    if text == "default" {
      self = .standard
    } else if let number = Self.names.firstIndex(of: text) {
      self = .named(number)
    } else if text.count == 7, text.hasPrefix("#"), text.dropFirst().allSatisfy(\.isHexDigit),
      let value = UInt32(text.dropFirst(), radix: 16)
    {
      self = .rgb(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
    } else {
      return nil
    }
  }

  /// From so many colours on, a number is red, green and blue, 8 bits each.
  private static let direct = 1 << 24

  /// The number of the nearest colour among the first `count` of xterm's palette, or -1 for the
  /// terminal's own.
  ///
  /// The first sixteen are used for names only where there are 256, for users change them. Where
  /// colours are 24 bits, the first `numbered` names stay numbers, and others become what xterm
  /// shows for them.
  package func index(among count: Int, numbered: Int = 16) -> Int {
    switch self {
    case .standard: return -1
    case .named(let number):
      if number < min(count, numbered) { return number }
      if count >= Self.direct { return Self.value(Self.components(number)) }
      return count >= 8 ? number - 8 : -1
    case .rgb(let red, let green, let blue):
      let wanted = SIMD3(Int(red), Int(green), Int(blue))
      if count >= Self.direct { return Self.value(wanted) }
      let candidates = count >= 256 ? 16..<256 : 0..<min(16, count >= 8 ? count : 0)
      return candidates.min {
        Self.distance(wanted, Self.components($0)) < Self.distance(wanted, Self.components($1))
      } ?? -1
    }
  }

  /// The number of a colour of 24 bits; the lowest are numbers of a palette, so that black and the
  /// darkest blues get the least of red.
  private static func value(_ components: SIMD3<Int>) -> Int {
    let value = components.x << 16 | components.y << 8 | components.z
    return value < 256 ? value | 1 << 16 : value
  }

  /// Red, green and blue of a number of xterm's palette.
  private static func components(_ number: Int) -> SIMD3<Int> {
    if number >= 232 { return SIMD3(repeating: 8 + 10 * (number - 232)) }
    if number >= 16 {
      let levels = [0, 95, 135, 175, 215, 255]
      let place = number - 16
      return SIMD3(levels[place / 36], levels[place / 6 % 6], levels[place % 6])
    }
    let sixteen = [
      0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
      0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ]
    let value = sixteen[number]
    return SIMD3(value >> 16, value >> 8 & 255, value & 255)
  }

  /// What a terminal of `count` colours shows for it, as xterm has them; nil for the terminal's own.
  package func shown(among count: Int) -> (UInt8, UInt8, UInt8)? {
    if case .rgb(let red, let green, let blue) = self, count >= Self.direct {
      return (red, green, blue)
    }
    let number = index(among: min(count, 256))
    guard number >= 0 else { return nil }
    let parts = Self.components(number)
    return (UInt8(parts.x), UInt8(parts.y), UInt8(parts.z))
  }

  // Weighted as the eye weighs the channels.
  private static func distance(_ a: SIMD3<Int>, _ b: SIMD3<Int>) -> Int {
    let difference = a &- b
    let squares = difference &* difference &* SIMD3(3, 6, 1)
    return squares.wrappedSum()
  }
}

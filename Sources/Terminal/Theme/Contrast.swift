import Foundation

/// How far two colours are from each other in lightness, as WCAG 2 has it: 1 to 21.
package enum Contrast {
  /// What words need, and what lines and bars do.
  package static let ofWords = 4.5
  package static let ofLines = 3.0

  package static func ratio(_ one: (UInt8, UInt8, UInt8), _ other: (UInt8, UInt8, UInt8)) -> Double
  {
    let (a, b) = (luminance(one), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// Of 0 for black to 1 for white.
  package static func luminance(_ colour: (UInt8, UInt8, UInt8)) -> Double {
    0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
  }

  private static func linear(_ value: UInt8) -> Double {
    let share = Double(value) / 255
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
  }
}

/// What the terminal draws on.
package enum Ground: Equatable, Sendable {
  case dark, light
  /// It did not say.
  case unknown

  package init(red: UInt8, green: UInt8, blue: UInt8) {
    // Where black and white stand out alike.
    self = Contrast.luminance((red, green, blue)) > 0.179 ? .light : .dark
  }

  /// The theme that suits it.
  package var theme: String {
    switch self {
    case .dark: "dark"
    case .light: "light"
    case .unknown: Theme.builtIn.name
    }
  }
}

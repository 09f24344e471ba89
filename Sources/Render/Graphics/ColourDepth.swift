/// How many colours a terminal shows as text.
package enum ColourDepth: Equatable, Sendable {
  case eight
  /// The eight colours and their bright forms.
  case sixteen
  /// The 6×6×6 cube and 24 greys besides the sixteen.
  case indexed256
  /// 24 bits.
  case trueColour

  /// Depth that the environment promises, or nil for a terminal that shows none.
  ///
  /// `COLORTERM` and `TERM` are read; `NO_COLOR` is not, for pictures are content.
  package init?(environment: [String: String]) {
    let term = environment["TERM", default: ""]
    if !Surroundings(environment).placesText { return nil }
    let promise = environment["COLORTERM", default: ""].lowercased()
    let isKept = !Surroundings(environment).isInScreen
    if isKept && ["truecolor", "24bit"].contains(promise) || term.hasSuffix("-direct") {
      self = .trueColour
    } else if term.contains("256color") || term.contains("kitty") || term.contains("ghostty") {
      self = .indexed256
    } else {
      self = .sixteen
    }
  }

  /// Depth of a terminal that has so many colours, or nil for one without.
  init?(colours: Int) {
    switch colours {
    case ..<8: return nil
    case ..<16: self = .eight
    case ..<256: self = .sixteen
    case ..<(1 << 24): self = .indexed256
    default: self = .trueColour
    }
  }

  var words: String {
    switch self {
    case .eight: "8 colours"
    case .sixteen: "16 colours"
    case .indexed256: "256 colours"
    case .trueColour: "24-bit colour"
    }
  }
}

/// What the user asked for with `--graphics`.
package enum GraphicsChoice: String, CaseIterable, Sendable {
  case auto, sixel, halfblock, none
}

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
    if term.isEmpty || term == "dumb" || term == "unknown" { return nil }
    let promise = environment["COLORTERM", default: ""].lowercased()
    if promise == "truecolor" || promise == "24bit" || term.hasSuffix("-direct") {
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
}

/// How pictures reach the screen.
package enum GraphicsMode: Equatable, Sendable {
  /// Pixels; at most `colours` of them differ in one picture.
  case sixel(colours: Int)
  /// Two pixels in each cell of text.
  case halfBlock(ColourDepth)
  /// No pictures.
  case none
}

/// The mode chosen for a terminal, with the reason in one line for people.
package struct GraphicsDecision: Equatable, Sendable {
  package let mode: GraphicsMode
  package let reason: String

  /// Decides by the user's choice first, then by what the terminal answered, then by the
  /// environment.
  ///
  /// - Parameter textColours: what the terminal is described with, where there is a description.
  package init(
    choice: GraphicsChoice, capabilities: Capabilities, environment: [String: String],
    textColours: Int? = nil
  ) {
    var depth = ColourDepth(environment: environment)
    // The environment promises nothing more: the bright forms are not those of every terminal.
    if depth == .sixteen, let textColours { depth = ColourDepth(colours: textColours) }
    // Terminals that tell their version (XTVERSION) are all younger than their 24-bit colour;
    // COLORTERM, which would say it, does not come along over SSH.
    if depth != nil && capabilities.name != nil { depth = .trueColour }
    switch choice {
    case .none:
      self.init(mode: .none, reason: "pictures are switched off")
    case .sixel:
      let answer = capabilities.sixel ? "and the terminal has it" : "though the terminal names none"
      self.init(
        mode: .sixel(colours: capabilities.usableColours), reason: "sixel was asked for, \(answer)")
    case .halfblock:
      let depth = depth ?? .sixteen
      self.init(
        mode: .halfBlock(depth), reason: "half blocks were asked for, in \(depth.words)")
    case .auto:
      if capabilities.sixel {
        self.init(
          mode: .sixel(colours: capabilities.usableColours), reason: "the terminal names sixel")
      } else if let depth {
        let why = capabilities.answered ? "names no sixel" : "answered no question"
        self.init(
          mode: .halfBlock(depth), reason: "the terminal \(why): half blocks in \(depth.words)")
      } else {
        self.init(mode: .none, reason: "a terminal of this kind shows no colours")
      }
    }
  }

  private init(mode: GraphicsMode, reason: String) {
    self.mode = mode
    self.reason = reason
  }
}

extension ColourDepth {
  fileprivate var words: String {
    switch self {
    case .eight: "8 colours"
    case .sixteen: "16 colours"
    case .indexed256: "256 colours"
    case .trueColour: "24-bit colour"
    }
  }
}

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
    let depth = Self.depth(capabilities, environment, textColours)
    guard choice == .auto else {
      self = Self.asked(choice, capabilities, depth ?? .sixteen, Surroundings(environment))
      return
    }
    if let pixels = Self.pixels(capabilities) {
      self = pixels
      return
    }
    let why = capabilities.answered ? "shows no pictures" : "answered no question"
    if let depth {
      self.init(
        mode: .halfBlock(depth), reason: "the terminal \(why): half blocks in \(depth.words)")
    } else if Surroundings(environment).placesText {
      self.init(
        mode: .ascii(isOnLight: capabilities.isOnLight),
        reason: "a terminal of this kind shows no colours: pictures are drawn with letters")
    } else {
      self.init(mode: .none, reason: "a terminal of this kind cannot place pictures")
    }
  }

  private init(mode: GraphicsMode, reason: String) {
    self.mode = mode
    self.reason = reason
  }

  /// What the terminal said that it draws pixels with.
  private static func pixels(_ capabilities: Capabilities) -> GraphicsDecision? {
    // Terminals that know several draw inline images in all colours and sixel without surprises;
    // those that know kitty's alone are kitty and what follows it closely.
    if capabilities.inlineImages {
      return GraphicsDecision(
        mode: .inlineImages(inParts: capabilities.takesFilesInParts),
        reason: "the terminal shows inline images")
    }
    if capabilities.sixel {
      return GraphicsDecision(
        mode: .sixel(colours: capabilities.usableColours), reason: "the terminal names sixel")
    }
    if capabilities.kitty {
      return GraphicsDecision(mode: .kitty, reason: "the terminal answers kitty's question")
    }
    if capabilities.showsPlaceholders {
      return GraphicsDecision(
        mode: .kittyPlaceholders,
        reason: "the terminal answers kitty's question, which tmux passes on")
    }
    return nil
  }

  private static func asked(
    _ choice: GraphicsChoice, _ capabilities: Capabilities, _ depth: ColourDepth,
    _ surroundings: Surroundings
  ) -> GraphicsDecision {
    func asked(_ mode: GraphicsMode, _ name: String, isThere: Bool) -> GraphicsDecision {
      GraphicsDecision(
        mode: mode,
        reason: "\(name) was asked for, "
          + (isThere ? "and the terminal has it" : "though the terminal names none"))
    }
    switch choice {
    case .auto, .none:
      return GraphicsDecision(mode: .none, reason: "pictures are switched off")
    case .kitty where surroundings.isInTmux:
      return asked(
        .kittyPlaceholders, "kitty's graphics", isThere: capabilities.showsPlaceholders)
    case .kitty: return asked(.kitty, "kitty's graphics", isThere: capabilities.kitty)
    case .iterm:
      return asked(
        .inlineImages(inParts: capabilities.takesFilesInParts), "inline images",
        isThere: capabilities.inlineImages)
    case .sixel:
      return asked(
        .sixel(colours: capabilities.usableColours), "sixel", isThere: capabilities.sixel)
    case .sextant:
      return GraphicsDecision(
        mode: .sextant(depth), reason: "sextants were asked for, in \(depth.words)")
    case .quadrant:
      return GraphicsDecision(
        mode: .quadrant(depth), reason: "quadrants were asked for, in \(depth.words)")
    case .halfblock:
      return GraphicsDecision(
        mode: .halfBlock(depth), reason: "half blocks were asked for, in \(depth.words)")
    case .ascii:
      return GraphicsDecision(
        mode: .ascii(isOnLight: capabilities.isOnLight), reason: "letters were asked for")
    }
  }

  private static func depth(
    _ capabilities: Capabilities, _ environment: [String: String], _ textColours: Int?
  ) -> ColourDepth? {
    var depth = ColourDepth(environment: environment)
    // The environment promises nothing more: the bright forms are not those of every terminal.
    if depth == .sixteen, let textColours { depth = ColourDepth(colours: textColours) }
    // Terminals that tell their version (XTVERSION) are all younger than their 24-bit colour;
    // COLORTERM, which would say it, does not come along over SSH.
    if depth != nil && capabilities.name != nil { depth = .trueColour }
    return depth
  }
}

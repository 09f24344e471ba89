/// What the user asked for with `--graphics`.
package enum GraphicsChoice: String, CaseIterable, Sendable {
  case auto, kitty, iterm, sixel, sextant, quadrant, halfblock, ascii, none

  /// What it is, for the help.
  package var words: String {
    switch self {
    case .auto: "what the terminal answers that it can"
    case .kitty: "kitty's graphics protocol; inside tmux through placeholders"
    case .iterm: "inline images as iTerm2 has them"
    case .sixel: "sixel"
    case .sextant: "six pixels of two colours in each cell of text"
    case .quadrant: "four pixels of two colours in each cell of text"
    case .halfblock: "two pixels in each cell of text"
    case .ascii: "letters"
    case .none: "no pictures"
    }
  }
}

/// How pictures reach the screen.
package enum GraphicsMode: Equatable, Sendable {
  /// Pixels that the terminal keeps by number.
  case kitty
  /// The same inside tmux, which keeps characters in their place.
  case kittyPlaceholders
  /// Files of pictures, in parts where the terminal takes them so.
  case inlineImages(inParts: Bool)
  /// Pixels; at most `colours` of them differ in one picture.
  case sixel(colours: Int)
  /// Six pixels of two colours in each cell of text.
  case sextant(ColourDepth)
  /// Four pixels of two colours in each cell of text.
  case quadrant(ColourDepth)
  /// Two pixels in each cell of text.
  case halfBlock(ColourDepth)
  /// Letters, which are dark on light or light on dark.
  case ascii(isOnLight: Bool)
  /// No pictures.
  case none

  /// Whether pictures have pixels of their own.
  package var hasPixels: Bool {
    switch self {
    case .kitty, .kittyPlaceholders, .inlineImages, .sixel: true
    case .sextant, .quadrant, .halfBlock, .ascii, .none: false
    }
  }
}

extension GraphicsMode {
  /// Whether text that is written over a picture erases it.
  package var isErasedByText: Bool { self != .kitty }

  /// Whether the terminal knows pictures by number.
  package var hasNumbers: Bool { self == .kitty || self == .kittyPlaceholders }

  /// Whether the terminal keeps nothing of a picture of which a part is missing.
  package var isAllOrNothing: Bool {
    switch self {
    case .kitty, .kittyPlaceholders, .inlineImages: true
    case .sixel, .sextant, .quadrant, .halfBlock, .ascii, .none: false
    }
  }

  /// The bytes that end a picture wherever it was cut.
  package var breakOff: [UInt8] {
    let end = Array("\u{1B}\\".utf8)
    return switch self {
    case .kitty: end + KittyCommand.breakOff
    case .kittyPlaceholders:
      end + KittyCommand.passedOn(end) + KittyCommand.passedOn(KittyCommand.breakOff)
    // Cancelled, so that it is not taken for a file.
    case .inlineImages: [0x18] + end
    case .sixel: end
    case .sextant, .quadrant, .halfBlock, .ascii, .none: end + Array("\u{1B}[0m".utf8)
    }
  }

  /// The bytes that take a picture away by its number; none where pictures have none.
  package func deletion(of number: UInt32) -> [UInt8] {
    switch self {
    case .kitty: KittyCommand.deletion(number: number)
    case .kittyPlaceholders: KittyCommand.passedOn(KittyCommand.deletion(number: number))
    default: []
    }
  }
}

import Files

/// The smallest piece of text a terminal places: one spacing scalar and the marks on it.
package struct Glyph: Equatable, Sendable {
  package let text: String
  /// Columns it takes, 1 or 2.
  package let columns: Int
}

extension Unicode.Scalar {
  /// Whether the scalar may not reach the terminal as it is: it moves the cursor, starts a
  /// command, or turns the writing direction.
  package var isControl: Bool { !isPrintable && properties.generalCategory != .format }

  /// Whether the scalar is left out of what is shown.
  ///
  /// Joiners, variation selectors and skin tones make emoji whose width terminals disagree about;
  /// without them every terminal shows the parts, each with the width it has alone. Directional
  /// marks could reorder the cells beside the text.
  package var isUnshown: Bool {
    switch value {
    case 0x1F3FB...0x1F3FF, 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0x034F, 0x115F...0x1160: true
    default: properties.generalCategory == .format
    }
  }

  /// The columns of the scalar: 0 for marks, 2 for wide ones, otherwise 1.
  package var columns: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return 0 }
    return isWide ? 2 : 1
  }

  // East Asian Wide and Fullwidth (UAX #11) by block, and what is an emoji by default.
  private var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x20000...0x3FFFD:
      true
    // Regional indicators are narrow one by one; a flag takes the columns of its two letters.
    case 0x1F1E6...0x1F1FF: false
    default: properties.isEmojiPresentation
    }
  }
}

extension Character {
  /// What a terminal is sent to show this grapheme, with nothing in it that could be a command.
  ///
  /// A control character becomes `�`, white space a space; at most four marks stay on a letter,
  /// which is what a cell of the terminal holds.
  package var glyphs: [Glyph] {
    if let ascii = asciiValue, ascii >= 0x20, ascii < 0x7F {
      return [Glyph(text: String(self), columns: 1)]
    }
    if isWhitespace || isNewline {
      return [Glyph(text: " ", columns: self == "\u{3000}" ? 2 : 1)]
    }
    var glyphs: [Glyph] = []
    var text = String.UnicodeScalarView()
    var columns = 0
    func close() {
      if columns > 0 { glyphs.append(Glyph(text: String(text), columns: columns)) }
      text = String.UnicodeScalarView()
      columns = 0
    }
    for scalar in unicodeScalars where !scalar.isUnshown {
      let width = scalar.isControl ? 1 : scalar.columns
      if width > 0 {
        close()
        text.append(scalar.isControl ? "\u{FFFD}" : scalar)
        columns = width
      } else if text.isEmpty {
        // A mark without a letter gets a place of its own.
        text.append("\u{25CC}")
        text.append(scalar)
        columns = 1
      } else if text.count < 5 {
        text.append(scalar)
      }
    }
    close()
    return glyphs
  }

  /// The columns the grapheme takes on the screen; 0 if nothing of it can be shown.
  package var columns: Int {
    if let ascii = asciiValue, ascii >= 0x20, ascii < 0x7F { return 1 }
    return glyphs.reduce(0) { $0 + $1.columns }
  }
}

extension StringProtocol {
  /// The columns the text takes on the screen.
  package var columns: Int { reduce(0) { $0 + $1.columns } }

  /// The text itself if it fits `columns`, otherwise its beginning and `…`.
  package func truncated(to columns: Int) -> String {
    if self.columns <= columns { return String(self) }
    guard columns > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in self {
      let width = character.columns
      if used + width > columns - 1 { break }
      kept.append(character)
      used += width
    }
    return kept + "…"
  }

  package func padded(to columns: Int) -> String {
    String(self) + String(repeating: " ", count: Swift.max(0, columns - self.columns))
  }

  package func paddedAtStart(to columns: Int) -> String {
    String(repeating: " ", count: Swift.max(0, columns - self.columns)) + String(self)
  }
}

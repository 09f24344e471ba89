import Foundation

/// Texts as the index cuts them into words.
enum SearchWords {
  /// The text with spaces between the characters of scripts that have none between words, and around
  /// pictographs, so that each is found by itself.
  ///
  /// Wide and narrow forms of a letter become one, and `ß` becomes `ss`.
  static func apart(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.narrowed.unicodeScalars {
      if scalar == "ß" || scalar == "ẞ" {
        result.append(contentsOf: "ss".unicodeScalars)
      } else if standsAlone(scalar) {
        result.append(" ")
        result.append(scalar)
        result.append(" ")
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether there is anything in the text that can be looked for.
  static func hasWords(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber, .privateUse, .otherSymbol:
        true
      default: false
      }
    }
  }

  private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Thai and Lao, Tibetan, Myanmar, Khmer.
    case 0x0E00...0x0EFF, 0x0F00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF: true
    // Kana, Han.
    case 0x3040...0x30FF, 0x3100...0x312F, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF: true
    case 0x20000...0x3FFFF: true
    default: scalar.properties.generalCategory == .otherSymbol
    }
  }
}

extension String {
  /// What is equal for names that people take for the same: neither case nor accents count.
  package var searchKey: String {
    narrowed.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }

  /// With wide, narrow and joined forms of letters as the letters themselves.
  fileprivate var narrowed: String {
    // Taking them apart first puts together what follows from it.
    decomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
  }
}

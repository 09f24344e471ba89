/// Text from elsewhere as one line without anything that cannot be seen.
package struct PlainLine: Equatable, Sendable {
  /// Line ends and tabs are spaces.
  package private(set) var text = ""
  /// How many characters were left out: controls, and what has no width and no ink.
  package private(set) var leftOut = 0

  package init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    var kept = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\n" where index > 0 && scalars[index - 1] == "\r": break
      case "\n", "\r", "\t", "\u{85}", "\u{2028}", "\u{2029}": kept.append(" ")
      case _ where scalar.isJoiner:
        let next = index + 1 < scalars.count ? scalars[index + 1] : nil
        if Self.joins(kept.last) && Self.joins(next) { kept.append(scalar) } else { leftOut += 1 }
      case _ where scalar.isControl || scalar.isInvisible: leftOut += 1
      default: kept.append(scalar)
      }
    }
    self.text = String(kept)
  }

  /// Whether a joiner beside the scalar can change how it looks: in the scripts that join letters,
  /// and between the parts of an emoji.
  private static func joins(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar, !scalar.isInvisible else { return false }
    // Digits count as emoji too.
    let isEmoji = scalar.properties.isEmoji && scalar.value > 0x7F
    return isEmoji || scalar.properties.isVariationSelector || 0x600...0x1FFF ~= scalar.value
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  package var trimmed: String {
    let rest = drop(while: \.isWhitespace)
    return String(rest.reversed().drop(while: \.isWhitespace).reversed())
  }
}

extension Unicode.Scalar {
  /// Whether it decides if its neighbours are written as one.
  var isJoiner: Bool { self == "\u{200C}" || self == "\u{200D}" }

  /// Marks of direction, zero widths, tags, fillers and the like.
  var isInvisible: Bool {
    properties.isDefaultIgnorableCodePoint && !properties.isVariationSelector
  }
}

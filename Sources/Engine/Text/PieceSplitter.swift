/// Cuts normalised text into the pieces that CLIP encodes one by one.
///
/// The rule is the regular expression `'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+`,
/// of which the first alternative that fits wins at each position (spec v2 §6).
struct PieceSplitter: Sequence, IteratorProtocol {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ text: NormalizedText) { scalars = text.scalars }

  /// What a piece is made of.
  enum Kind { case letters, digit, other, space }

  mutating func next() -> (kind: Kind, scalars: ArraySlice<Unicode.Scalar>)? {
    while position < scalars.count, Self.kind(scalars[position]) == .space { position += 1 }
    guard position < scalars.count else { return nil }
    let start = position
    let kind = Self.kind(scalars[start])
    position = end(of: kind, from: start)
    return (kind, scalars[start..<position])
  }

  private func end(of kind: Kind, from start: Int) -> Int {
    if kind == .digit { return start + 1 }
    if scalars[start] == "'", let length = contraction(after: start) { return start + 1 + length }
    var end = start + 1
    while end < scalars.count, Self.kind(scalars[end]) == kind { end += 1 }
    return end
  }

  /// The number of letters of the English contraction behind the apostrophe at `start`.
  private func contraction(after start: Int) -> Int? {
    let rest = scalars[(start + 1)...].prefix(2)
    switch rest.first {
    case "s", "t", "m", "d": return 1
    case "r", "v": return rest.last == "e" ? 2 : nil
    case "l": return rest.count == 2 && rest.last == "l" ? 2 : nil
    default: return nil
    }
  }

  private static func kind(_ scalar: Unicode.Scalar) -> Kind {
    switch scalar {
    case "a"..."z", "A"..."Z": return .letters
    case "0"..."9": return .digit
    case " ", "\u{9}"..."\u{d}": return .space
    case _ where scalar.isASCII: return .other
    default: break
    }
    if scalar.properties.isWhitespace { return .space }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return .letters
    case .decimalNumber, .letterNumber, .otherNumber:
      return .digit
    default:
      return .other
    }
  }
}

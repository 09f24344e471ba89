/// A named piece of prompt, and of negative prompt, that is added to what is typed.
package struct PromptStyle: Equatable, Sendable {
  package let name: String
  /// With `{prompt}` wherever the typed text goes; without it the text comes first, and a comma.
  package let prompt: String
  package let negative: String

  package init(name: String, prompt: String, negative: String = "") {
    self.name = name
    self.prompt = prompt
    self.negative = negative
  }

  package static let place = "{prompt}"
  /// The most styles of a recipe.
  package static let most = 100
}

/// A text with the styles that were added to it.
package struct StyledText: Equatable, Sendable {
  package private(set) var text: String
  /// How many characters stand before the typed text where it comes first.
  package private(set) var offset = 0

  /// Pieces that repeat the text double it, each of them, and a model reads but its beginning.
  private static let longest = 1 << 16

  /// Adds one piece after the other.
  package init(_ typed: String, adding pieces: [String]) {
    text = typed
    for piece in pieces where !piece.isEmpty {
      if let place = piece.range(of: PromptStyle.place) {
        let head = piece[..<place.lowerBound]
        var (whole, rest) = (String(head + text), piece[place.upperBound...])
        while let place = rest.range(of: PromptStyle.place) {
          whole += rest[..<place.lowerBound]
          if whole.utf8.count + text.utf8.count <= Self.longest { whole += text }
          rest = rest[place.upperBound...]
        }
        text = whole + String(rest)
        offset += head.count
      } else {
        text = text.isEmpty ? piece : "\(text), \(piece)"
      }
    }
  }
}

extension StringProtocol {
  /// The first place of `part`, found without Foundation.
  fileprivate func range(of part: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}

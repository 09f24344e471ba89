/// A prompt as parts that weigh more or less (A1111, `parse_prompt_attention`).
///
/// `(word)` weighs 1.1 of what is around it, `[word]` 1/1.1, `(word:1.5)` 1.5; brackets nest, and one
/// that is not closed reaches to the end. `\(`, `\)`, `\[`, `\]` and `\\` are the characters
/// themselves. Weights stay within ±1000.
package struct WeightedPrompt: Equatable, Sendable {
  package struct Part: Equatable, Sendable {
    package var text: String
    package var weight: Float

    package init(_ text: String, _ weight: Float = 1) {
      self.text = text
      self.weight = weight
    }
  }

  /// Never empty; two that follow each other differ in weight.
  package let parts: [Part]

  package init(_ text: String, _ emphasis: Emphasis) {
    switch emphasis {
    case .none: parts = [Part(text)]
    case .weights:
      var parser = Parser(text)
      parts = parser.parts()
    }
  }

  /// Whether `text` has a bracket that the two ways of reading it take differently.
  package static func isMarked(_ text: String) -> Bool {
    WeightedPrompt(text, .weights) != WeightedPrompt(text, .none)
  }

  /// The words without their marks.
  package var text: String { parts.map(\.text).joined() }

  package var isWeighted: Bool { parts.contains { $0.weight != 1 } }
}

private struct Parser {
  private let characters: [Character]
  private var position = 0
  private var found: [(text: String, weight: Double)] = []
  /// Where in `found` the brackets begin that are open, the innermost last.
  private var round: [Int] = []
  private var square: [Int] = []

  private static let stronger = 1.1
  private static let weaker = 1 / 1.1
  /// Far more than leaves a picture; brackets by the thousand come to what is no number.
  private static let heaviest = 1000.0
  private static let marks: Set<Character> = ["\\", "(", ")", "[", "]", ":"]

  init(_ text: String) { characters = Array(text) }

  mutating func parts() -> [WeightedPrompt.Part] {
    while position < characters.count { take() }
    for start in round { weigh(from: start, Self.stronger) }
    for start in square { weigh(from: start, Self.weaker) }
    var merged: [WeightedPrompt.Part] = []
    for part in found {
      let weight = Float(part.weight)
      if let last = merged.indices.last, merged[last].weight == weight {
        merged[last].text += part.text
      } else {
        merged.append(.init(part.text, weight))
      }
    }
    return merged.isEmpty ? [.init("")] : merged
  }

  private mutating func take() {
    let character = characters[position]
    switch character {
    case "\\":
      let next = position + 1 < characters.count ? characters[position + 1] : nil
      let isEscape = next.map { Self.marks.contains($0) && $0 != ":" } ?? false
      // A backslash before anything else is dropped, as A1111 does.
      if isEscape, let next { add(String(next)) }
      position += isEscape ? 2 : 1
    case "(":
      round.append(found.count)
      position += 1
    case "[":
      square.append(found.count)
      position += 1
    case ":":
      if let (weight, end) = weight(), let start = round.popLast() {
        weigh(from: start, weight)
        position = end
      } else {
        add(":")
        position += 1
      }
    case ")":
      if let start = round.popLast() {
        weigh(from: start, Self.stronger)
      } else {
        add(")")
      }
      position += 1
    case "]":
      if let start = square.popLast() {
        weigh(from: start, Self.weaker)
      } else {
        add("]")
      }
      position += 1
    default:
      let end = characters[position...].firstIndex { Self.marks.contains($0) } ?? characters.count
      add(String(characters[position..<end]))
      position = end
    }
  }

  /// The number of `: 1.5 )` at the position, and where that ends; nil where none stands there.
  private func weight() -> (weight: Double, end: Int)? {
    let rest = characters[(position + 1)...].drop { $0.isWhitespace }
    let number = rest.prefix { "+-.0123456789".contains($0) }
    let behind = rest.dropFirst(number.count).drop { $0.isWhitespace }
    guard behind.first == ")", let weight = Double(decimal: String(number)), weight.isFinite else {
      return nil
    }
    return (weight, behind.startIndex + 1)
  }

  private mutating func add(_ text: String) { found.append((text, 1)) }

  private mutating func weigh(from start: Int, _ factor: Double) {
    for index in start..<found.count {
      let weight = found[index].weight * factor
      found[index].weight = min(max(weight, -Self.heaviest), Self.heaviest)
    }
  }
}

extension Double {
  /// Reads digits with a point anywhere among them, as `.5` and `1.`.
  fileprivate init?(decimal text: String) {
    let point = text.firstIndex(of: ".")
    let isBare = point.map { text.index(after: $0) == text.endIndex } ?? false
    self.init(isBare ? text + "0" : text)
  }
}

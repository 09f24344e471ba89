/// A prompt after the piece of it at the cursor was made to weigh more or less, in A1111's marks.
///
/// The piece is what is selected, or the innermost pair of brackets around the cursor, or else the word
/// there.
package struct WeightChange: Equatable, Sendable {
  package let characters: [Character]
  package let cursor: Int
  /// The piece without its marks, and where it is.
  package let piece: String
  package let inner: Range<Int>
  package let weight: Double

  /// What a piece can weigh by this way.
  package static let weights = 0.0...5.0

  /// Moves the weight to the next multiple of `step`, up or down; what then weighs 1 loses its marks.
  ///
  /// Nil where the cursor is at no word, where brackets would not close any more, and where the weight
  /// is at its end already.
  package init?(
    _ characters: [Character], at cursor: Int, selected: Range<Int>? = nil, up: Bool,
    by step: Double
  ) {
    var group = Group.innermost(of: characters, around: selected?.upperBound ?? cursor)
    let inner: Range<Int>
    if let selected = selected.map({ Self.trimmed($0, in: characters) }) {
      guard !selected.isEmpty, Self.isBalanced(characters[selected]) else { return nil }
      if group?.inner != selected, group?.outer != selected { group = nil }
      inner = group?.inner ?? selected
    } else if let group {
      inner = group.inner
    } else if let word = Self.word(in: characters, at: cursor) {
      inner = word
    } else {
      return nil
    }
    let outer = group?.outer ?? inner
    let before = group?.weight ?? 1
    let slots = before / step
    // In hundredths: sums of steps are no round numbers.
    let next = step * (up ? (slots + 1e-4).rounded(.down) + 1 : (slots - 1e-4).rounded(.up) - 1)
    weight =
      (min(max(next, Self.weights.lowerBound), Self.weights.upperBound) * 100).rounded() / 100
    if weight == before { return nil }
    let isBare = weight == 1
    let marks = isBare ? ("", "") : ("(", ":\(NumberText.exact(Float(weight))))")
    piece = String(characters[inner])
    let head = Array(String(characters[..<outer.lowerBound]) + marks.0)
    self.characters = head + characters[inner] + Array(marks.1) + characters[outer.upperBound...]
    let place = min(max(cursor, inner.lowerBound), inner.upperBound) - inner.lowerBound
    self.cursor = head.count + place
    self.inner = head.count..<head.count + inner.count
  }

  /// Without the spaces at its ends.
  private static func trimmed(_ range: Range<Int>, in characters: [Character]) -> Range<Int> {
    let start = range.first { !characters[$0].isWhitespace } ?? range.upperBound
    let end = range.last { !characters[$0].isWhitespace }.map { $0 + 1 } ?? start
    return start..<end
  }

  /// Whether every bracket in it has its other half there too.
  private static func isBalanced(_ characters: ArraySlice<Character>) -> Bool {
    let closing: [Character: Character] = [")": "(", "]": "[", "}": "{"]
    var open: [Character] = []
    var isEscaped = false
    for character in characters {
      defer { isEscaped = character == "\\" && !isEscaped }
      if isEscaped { continue }
      if closing.values.contains(character) { open.append(character) }
      if let half = closing[character], open.popLast() != half { return false }
      if character == "|", open.isEmpty { return false }
    }
    return open.isEmpty
  }

  private static let delimiters: Set<Character> = [
    "(", ")", "[", "]", "{", "}", "|", ":", ",", ";",
  ]

  /// The word at `cursor`, or the last one before it.
  private static func word(in characters: [Character], at cursor: Int) -> Range<Int>? {
    func isPart(_ index: Int) -> Bool {
      let character = characters[index]
      if index > 0, characters[index - 1] == "\\" { return true }
      return !character.isWhitespace && !delimiters.contains(character)
    }
    var start = cursor
    if start == characters.count || !isPart(start) {
      while start > 0, !isPart(start - 1) {
        // Not out of a pair of brackets, nor out of a choice.
        guard characters[start - 1].isWhitespace || characters[start - 1] == "," else { return nil }
        start -= 1
      }
    }
    var end = start
    while start > 0, isPart(start - 1) { start -= 1 }
    while end < characters.count, isPart(end) { end += 1 }
    let stops: Set<Character> = [".", "!", "?"]
    while end - start > 1, stops.contains(characters[end - 1]) { end -= 1 }
    return start < end ? start..<end : nil
  }
}

/// Brackets that make what is between them weigh more or less.
private struct Group {
  let outer: Range<Int>
  /// Without brackets and weight.
  let inner: Range<Int>
  let weight: Double

  static func innermost(of characters: [Character], around cursor: Int) -> Group? {
    var open: [Int] = []
    var index = 0
    while index < characters.count {
      switch characters[index] {
      case "\\": index += 1
      case "(", "[": open.append(index)
      case ")", "]":
        let mark: Character = characters[index] == ")" ? "(" : "["
        guard let start = open.last, characters[start] == mark else { break }
        open.removeLast()
        if start < cursor, cursor <= index + 1 { return Group(characters, start, index) }
      default: break
      }
      index += 1
    }
    return nil
  }

  private init(_ characters: [Character], _ start: Int, _ end: Int) {
    outer = start..<end + 1
    let content = characters[(start + 1)..<end]
    guard characters[start] == "(" else {
      (inner, weight) = (start + 1..<end, 1 / 1.1)
      return
    }
    let colon = content.lastIndex(of: ":")
    let number = colon.flatMap {
      Double(String(content[($0 + 1)...]).filter { !$0.isWhitespace })
    }
    if let colon, let number, number.isFinite {
      (inner, weight) = (start + 1..<colon, number)
    } else {
      (inner, weight) = (start + 1..<end, 1.1)
    }
  }
}

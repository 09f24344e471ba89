/// How well a text holds what somebody typed of it: the words in any order, of each its letters in
/// order, with others between them.
package struct FuzzyMatch: Equatable, Sendable {
  /// Higher is better.
  package let score: Int
  /// The characters of the text that were typed.
  package let places: Set<Int>

  /// A text, and its characters as they are compared.
  package struct Text: Sendable {
    package let characters: [Character]
    fileprivate let folded: [String]

    package init(_ text: String) {
      characters = Array(text)
      folded = characters.map { $0.lowercased() }
    }
  }

  /// Nil where a word of `typed` is not in the text.
  package init?(_ typed: String, in text: Text) {
    var score = 0
    var places: Set<Int> = []
    for word in typed.lowercased().split(whereSeparator: \.isWhitespace) {
      guard let found = Self.find(word.map(String.init), in: text) else { return nil }
      score += found.score
      places.formUnion(found.places)
    }
    self.score = score
    self.places = places
  }

  /// The letters of a word, best without any between them and at the start of a word.
  private static func find(
    _ word: [String], in text: Text
  ) -> (score: Int, places: Set<Int>)? {
    let (folded, characters) = (text.folded, text.characters)
    var best: (score: Int, places: Set<Int>)?
    var start = 0
    while start + word.count <= folded.count {
      defer { start += 1 }
      guard folded[start] == word[0] else { continue }
      // Once it is found, letters far from each other are no better.
      let end = best == nil ? folded.count : min(folded.count, start + 10 * word.count)
      var places = [start]
      var index = start + 1
      for letter in word.dropFirst() {
        while index < end, folded[index] != letter { index += 1 }
        guard index < end else { break }
        places.append(index)
        index += 1
      }
      guard places.count == word.count else {
        // What is not behind this place is behind no later one.
        if best == nil { return nil }
        continue
      }
      let before = start == 0 ? nil : characters[start - 1]
      let isStart = before.map { !$0.isLetter && !$0.isNumber } ?? true
      let gaps = index - start - word.count
      let score = 10 * word.count + (isStart ? 5 : 0) - min(2 * gaps, 9 * word.count)
      if score > best?.score ?? .min { best = (score, Set(places)) }
    }
    return best
  }
}

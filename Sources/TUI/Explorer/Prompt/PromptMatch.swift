/// How well a prompt holds what somebody typed of it: the words in any order, of each its letters in
/// order, with others between them.
package struct PromptMatch: Equatable, Sendable {
  /// Higher is better.
  package let score: Int
  /// The characters of the text that were typed.
  package let places: Set<Int>

  /// Nil where a word of `typed` is not in the text.
  package init?(_ typed: String, in text: [Character]) {
    let folded = text.map { $0.lowercased() }
    var score = 0
    var places: Set<Int> = []
    for word in typed.lowercased().split(whereSeparator: \.isWhitespace) {
      guard let found = Self.find(word.map(String.init), in: folded, text) else { return nil }
      score += found.score
      places.formUnion(found.places)
    }
    self.score = score
    self.places = places
  }

  /// The letters of a word, best without any between them and at the start of a word.
  private static func find(
    _ word: [String], in folded: [String], _ text: [Character]
  ) -> (score: Int, places: Set<Int>)? {
    var best: (score: Int, places: Set<Int>)?
    var start = 0
    while start + word.count <= folded.count {
      defer { start += 1 }
      guard folded[start] == word[0] else { continue }
      let isStart = start == 0 || !text[start - 1].isLetter && !text[start - 1].isNumber
      var places = [start]
      var index = start + 1
      for letter in word.dropFirst() {
        while index < folded.count, folded[index] != letter { index += 1 }
        guard index < folded.count else { return best }
        places.append(index)
        index += 1
      }
      let gaps = index - start - word.count
      let score = 10 * word.count + (isStart ? 5 : 0) - min(2 * gaps, 9 * word.count)
      if score > best?.score ?? .min { best = (score, Set(places)) }
    }
    return best
  }
}

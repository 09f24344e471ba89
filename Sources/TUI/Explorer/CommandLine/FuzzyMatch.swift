/// How well a text fits what was typed, of which letters may be left out.
package struct FuzzyMatch: Equatable, Sendable {
  /// Higher is better.
  package let score: Int

  /// Nil where the letters of `pattern` do not follow each other in `text`, in any case.
  ///
  /// Letters that begin a word or follow each other count more, and a whole word most.
  package init?(_ pattern: String, in text: String) {
    let wanted = Array(pattern.lowercased())
    let letters = Array(text.lowercased())
    guard !wanted.isEmpty else {
      score = 0
      return
    }
    guard wanted.count <= letters.count else { return nil }
    var score = 0
    var place = 0
    var last: Int?
    for letter in wanted {
      guard let next = Self.next(letter, in: letters, from: place, behind: last) else { return nil }
      score += next == last.map({ $0 + 1 }) ? 8 : 1
      if Self.beginsWord(next, in: letters) { score += 6 }
      last = next
      place = next + 1
    }
    if letters == wanted { score += 100 }
    if letters.starts(with: wanted) { score += 20 }
    let words = String(letters).split { !$0.isLetter && !$0.isNumber }
    if words.contains(where: { Array($0) == wanted }) { score += 50 }
    self.score = 4 * score - letters.count
  }

  /// The next place of a letter: right behind the last, at the beginning of a word, or anywhere.
  private static func next(
    _ letter: Character, in letters: [Character], from start: Int, behind last: Int?
  ) -> Int? {
    let places = letters.indices.dropFirst(start).filter { letters[$0] == letter }
    if let last, places.first == last + 1 { return last + 1 }
    return places.first { beginsWord($0, in: letters) } ?? places.first
  }

  private static func beginsWord(_ index: Int, in letters: [Character]) -> Bool {
    guard index > 0 else { return true }
    let before = letters[index - 1]
    return !before.isLetter && !before.isNumber
  }
}

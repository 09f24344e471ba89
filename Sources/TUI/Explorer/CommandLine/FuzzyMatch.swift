/// How well a text fits what was typed, of which letters may be left out.
package struct FuzzyMatch: Equatable, Sendable {
  /// Higher is better.
  package let score: Int

  /// Nil where the letters of `pattern` do not follow each other in `text`, in any case.
  ///
  /// Letters that begin a word or follow each other count more, and a whole word most.
  package init?(_ pattern: String, in text: String) {
    let wanted = Array(pattern.lowercased().utf8)
    let letters = Array(text.lowercased().utf8)
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
    if letters.split(whereSeparator: { !Self.isLetter($0) }).contains(where: {
      $0.elementsEqual(wanted)
    }) {
      score += 50
    }
    self.score = 4 * score - letters.count
  }

  /// The same for a word of `text` that begins with `pattern`, of which no letter may be left out.
  package init?(beginningOf pattern: String, in text: String) {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    guard !pattern.isEmpty, words.contains(where: { $0.hasPrefix(pattern.lowercased()) }) else {
      return nil
    }
    score = 4 * (8 * pattern.utf8.count - 3)
  }

  /// The next place of a letter: right behind the last, at the beginning of a word, or anywhere.
  private static func next(
    _ letter: UInt8, in letters: [UInt8], from start: Int, behind last: Int?
  ) -> Int? {
    var found: Int?
    for index in start..<max(start, letters.count) where letters[index] == letter {
      if index - 1 == last || beginsWord(index, in: letters) { return index }
      if found == nil { found = index }
    }
    return found
  }

  private static func beginsWord(_ index: Int, in letters: [UInt8]) -> Bool {
    index == 0 || !isLetter(letters[index - 1])
  }

  /// Letters and digits; of other scripts than Latin all are.
  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
      || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }
}

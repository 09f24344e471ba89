/// The words that what stands before the cursor may become.
package struct WordCompletion: Equatable, Sendable {
  private let start: Int
  /// Those that begin as what was typed.
  package let candidates: [String]
  /// Whether what was typed is such a word itself.
  package let isWhole: Bool
  /// The one that is in the text.
  private var chosen: Int?
  private var end: Int

  /// Nil where the cursor is not behind a word, or no word begins so.
  ///
  /// - Parameter words: in lower case.
  package init?(_ field: PromptField, words: [String]) {
    let (characters, cursor) = (field.characters, field.cursor)
    guard cursor > 0, cursor == characters.count || !characters[cursor].isLetter else { return nil }
    var start = cursor
    while start > 0, characters[start - 1].isLetter { start -= 1 }
    let typed = String(characters[start..<cursor]).lowercased()
    guard !typed.isEmpty else { return nil }
    candidates = words.filter { $0.hasPrefix(typed) && $0 != typed }
    isWhole = words.contains(typed)
    guard !candidates.isEmpty else { return nil }
    self.start = start
    end = cursor
  }

  /// Whether the last candidate that was put into the text still stands at the cursor, and there is
  /// another one for it.
  func goesOn(in field: PromptField) -> Bool {
    guard let chosen, candidates.count > 1, field.cursor == end, end <= field.characters.count
    else { return false }
    return String(field.characters[start..<end]) == candidates[chosen]
  }

  /// Puts the next candidate into the text.
  mutating func put(into field: inout PromptField) {
    let next = chosen.map { ($0 + 1) % candidates.count } ?? 0
    let (head, tail) = (field.characters[..<start], field.characters[end...])
    field.replace(
      with: String(head) + candidates[next] + String(tail), cursor: start + candidates[next].count)
    (chosen, end) = (next, field.cursor)
  }
}

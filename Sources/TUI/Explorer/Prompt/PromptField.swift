import Terminal

/// One line of text being edited, grapheme by grapheme.
package struct PromptField: Equatable, Sendable {
  /// The most graphemes that are kept; text towers read a few hundred at most.
  package static let longest = 4000

  package private(set) var characters: [Character]
  /// The grapheme before which text is inserted, 0…`characters.count`.
  package private(set) var cursor: Int
  /// Where the selection begins or ends that does so at the cursor too; nil where nothing is selected.
  private var anchor: Int?
  /// What was cut last and `yank` brings back.
  private var killed: [Character] = []
  /// The column that moving by line keeps.
  private var goal: Goal?

  private struct Goal: Equatable {
    let cursor: Int
    let column: Int
  }

  package init(_ text: String = "") {
    characters = Array(text.prefix(Self.longest))
    cursor = characters.count
  }

  package var text: String { String(characters) }
  package var isEmpty: Bool { characters.isEmpty }

  /// Replaces the text and puts the cursor at its end.
  package mutating func replace(with text: String) {
    characters = Array(text.prefix(Self.longest))
    cursor = characters.count
    anchor = nil
  }

  /// Replaces the text and puts the cursor before character `cursor`.
  package mutating func replace(with text: String, cursor: Int) {
    replace(with: text)
    self.cursor = max(0, min(characters.count, cursor))
  }

  /// Inserts `text` at the cursor.
  ///
  /// A mark or joiner unites with the grapheme before it, as it does when it is typed after it.
  /// - Returns: whether all of it found room.
  @discardableResult
  package mutating func insert(_ text: String) -> Bool {
    deleteSelection()
    let room = Self.longest - (characters.count - cursor)
    var head = Array(String(characters[..<cursor]) + text)
    let fits = head.count <= room
    if !fits { head = Array(head.prefix(max(cursor, room))) }
    join(head, characters[cursor...])
    return fits
  }

  /// Makes the two parts the text, with the cursor between them; their ends may unite.
  private mutating func join(_ head: some Collection<Character>, _ tail: some Collection<Character>)
  {
    characters = Array(String(head) + String(tail))
    cursor = min(characters.count, head.count)
  }

  package mutating func moveLeft() { move(to: selection?.lowerBound ?? cursor - 1) }
  package mutating func moveRight() { move(to: selection?.upperBound ?? cursor + 1) }
  package mutating func moveToStart() { move(to: 0) }
  package mutating func moveToEnd() { move(to: characters.count) }
  package mutating func moveWordLeft() { move(to: wordStart) }
  package mutating func moveWordRight() { move(to: wordEnd) }

  /// Puts the cursor before a character, and selects nothing.
  package mutating func move(to place: Int) {
    cursor = max(0, min(characters.count, place))
    anchor = nil
  }

  /// Moves so many lines down, of the text broken at `width` columns.
  ///
  /// - Returns: whether there is such a line.
  package mutating func moveLine(_ offset: Int, width: Int) -> Bool {
    let lines = WrappedText(characters, width: width)
    let line = lines.line(of: cursor)
    guard lines.lines.indices.contains(line + offset) else { return false }
    let before = characters[lines.lines[line].lowerBound..<cursor].reduce(0) { $0 + $1.columns }
    let column = goal.flatMap { $0.cursor == cursor ? $0.column : nil } ?? before
    let next = lines.lines[line + offset]
    // The place behind the last character of a line that goes on is the start of the one below.
    let end = next.upperBound == characters.count ? next.upperBound : next.upperBound - 1
    var (place, used) = (next.lowerBound, 0)
    while place < end, used + characters[place].columns <= column {
      used += characters[place].columns
      place += 1
    }
    move(to: place)
    goal = Goal(cursor: place, column: column)
    return true
  }

  package mutating func deleteBackward() {
    if deleteSelection() { return }
    guard cursor > 0 else { return }
    join(characters[..<(cursor - 1)], characters[cursor...])
  }

  package mutating func deleteForward() {
    if deleteSelection() { return }
    guard cursor < characters.count else { return }
    join(characters[..<cursor], characters[(cursor + 1)...])
  }

  /// Cuts what is selected, or else the word before the cursor.
  package mutating func deleteWordBackward() { cut(selection ?? wordStart..<cursor) }
  package mutating func deleteWordForward() { cut(selection ?? cursor..<wordEnd) }
  package mutating func deleteToStart() { cut(0..<cursor) }
  package mutating func deleteToEnd() { cut(cursor..<characters.count) }
  package mutating func yank() { insert(String(killed)) }

  private mutating func cut(_ range: Range<Int>) {
    anchor = nil
    guard !range.isEmpty else { return }
    killed = Array(characters[range])
    join(characters[..<range.lowerBound], characters[range.upperBound...])
  }

  // MARK: Selection

  /// What is selected; nil where nothing is.
  package var selection: Range<Int>? {
    guard let anchor, anchor != cursor else { return nil }
    return min(anchor, cursor)..<max(anchor, cursor)
  }

  package mutating func select(_ range: Range<Int>) {
    let range = range.clamped(to: 0..<characters.count)
    (anchor, cursor) = (range.lowerBound, range.upperBound)
  }

  /// Selects from where the selection began, or the cursor was, to where `move` leads.
  package mutating func select(_ move: (inout Self) -> Void) {
    let start = anchor ?? cursor
    anchor = nil
    move(&self)
    anchor = start
  }

  package mutating func deselect() { anchor = nil }

  /// Has what is selected brought back by `yank`.
  package mutating func copy() -> String? {
    guard let selection else { return nil }
    killed = Array(characters[selection])
    return String(killed)
  }

  /// Deletes what is selected; returns whether that was anything.
  @discardableResult
  private mutating func deleteSelection() -> Bool {
    defer { anchor = nil }
    guard let selection else { return false }
    join(characters[..<selection.lowerBound], characters[selection.upperBound...])
    return true
  }

  private var wordStart: Int {
    var index = cursor
    while index > 0, characters[index - 1].isWhitespace { index -= 1 }
    while index > 0, !characters[index - 1].isWhitespace { index -= 1 }
    return index
  }

  private var wordEnd: Int {
    var index = cursor
    while index < characters.count, characters[index].isWhitespace { index += 1 }
    while index < characters.count, !characters[index].isWhitespace { index += 1 }
    return index
  }
}

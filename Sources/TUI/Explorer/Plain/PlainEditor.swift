import Terminal

/// A line that is typed into a terminal of which nothing is known but that it goes back by a column and to the start of
/// the line.
///
/// What is typed at the end is added there and nothing is drawn again, as those who have it read to them need it.
package struct PlainEditor: Sendable {
  package private(set) var field = PromptField()
  /// What stands before the text.
  package var sign: String
  /// The columns of the terminal.
  package var width: Int
  /// What is seen behind the sign, and the columns before the cursor; nil while the line is not shown.
  private var shown: (text: String, cursor: Int)?
  private var history: PromptHistory

  package init(sign: String, width: Int, history: [String] = []) {
    self.sign = sign
    self.width = width
    self.history = PromptHistory(history)
  }

  package mutating func edit(_ change: (inout PromptField) -> Void) { change(&field) }

  /// Puts an earlier line into the field, or a later one.
  package mutating func recall(_ command: Command.CommandLine) {
    let text = command == .up || command == .earlier ? history.previous(field.text) : history.next()
    if let text { field.replace(with: text) }
  }

  /// Takes the line that is typed.
  package mutating func take() -> String {
    defer { field.replace(with: "") }
    if !field.isEmpty { history.add(field.text) }
    return field.text
  }

  /// The bytes that show the line as it is now.
  package mutating func show() -> String {
    let (text, cursor) = visible
    defer { shown = (text, cursor) }
    guard let shown else { return sign + text + Self.back(text.columns - cursor) }
    let isAtEnd = shown.cursor == shown.text.columns && cursor == text.columns
    if isAtEnd, text.hasPrefix(shown.text) { return String(text.dropFirst(shown.text.count)) }
    if isAtEnd, shown.text.hasPrefix(text) {
      let gone = shown.text.columns - cursor
      return Self.back(gone) + Self.blank(gone) + Self.back(gone)
    }
    if text == shown.text, cursor < shown.cursor { return Self.back(shown.cursor - cursor) }
    let rest = max(0, shown.text.columns - text.columns)
    return "\r" + sign + text + Self.blank(rest) + Self.back(rest + text.columns - cursor)
  }

  /// The bytes that take the line away, so that something else can stand there.
  package mutating func hide() -> String {
    guard let shown = shown.take() else { return "" }
    return "\r" + Self.blank(sign.columns + shown.text.columns) + "\r"
  }

  /// The bytes that leave the line as it is and begin another.
  package mutating func leave() -> String {
    shown = nil
    return "\r\n"
  }

  /// The part of the text around the cursor that the terminal has room for, and the columns before it.
  private var visible: (text: String, cursor: Int) {
    let room = max(4, width - sign.columns - 1)
    let characters = field.characters
    if characters.reduce(0, { $0 + $1.columns }) <= room {
      return (field.text, characters[..<field.cursor].reduce(0) { $0 + $1.columns })
    }
    // Where it moves on, it moves by half of what is seen.
    var (first, used) = (0, 0)
    for index in 0..<field.cursor {
      used += characters[index].columns
      while used > room {
        let half = used / 2
        while used > half {
          used -= characters[first].columns
          first += 1
        }
      }
    }
    var (last, columns) = (field.cursor, used)
    while last < characters.count, columns + characters[last].columns <= room {
      columns += characters[last].columns
      last += 1
    }
    return (String(characters[first..<last]), used)
  }

  private static func back(_ columns: Int) -> String { String(repeating: "\u{8}", count: columns) }
  private static func blank(_ columns: Int) -> String { String(repeating: " ", count: columns) }
}

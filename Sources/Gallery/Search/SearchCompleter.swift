import GRDB

/// Finds what may stand in a search at the cursor: keys, and the values of those that have known ones.
struct SearchCompleter {
  private let characters: [Character]
  private let cursor: Int

  private static let most = 50

  /// - Parameter cursor: counted in characters.
  init(_ text: String, at cursor: Int) {
    characters = Array(text)
    self.cursor = max(0, min(cursor, characters.count))
  }

  func completions(_ db: Database) throws -> SearchCompletions {
    var start = wordStart
    if start < cursor, characters[start] == "-" { start += 1 }
    let typed = characters[start..<cursor]
    guard let sign = typed.firstIndex(of: ":") else {
      let key = String(typed).lowercased()
      return SearchCompletions(
        range: start..<cursor,
        candidates: SearchKey.all.map { $0.name + ":" }.filter { $0.hasPrefix(key) })
    }
    let name = String(typed[..<sign]).lowercased()
    let value = String(typed[(sign + 1)...].filter { $0 != "\"" }).searchKey
    return SearchCompletions(
      range: sign + 1..<cursor, candidates: try values(of: name, begunWith: value, db))
  }

  /// Where the word before the cursor begins; spaces between quotes do not end it.
  private var wordStart: Int {
    var start = 0
    var isQuoted = false
    for place in 0..<cursor {
      if characters[place] == "\"" { isQuoted.toggle() }
      if characters[place].isWhitespace && !isQuoted { start = place + 1 }
    }
    return start
  }

  private func values(
    of name: String, begunWith value: String, _ db: Database
  ) throws -> [String] {
    guard let key = SearchKey.all.first(where: { $0.name == name }) else { return [] }
    let known: [String]
    switch key.kind {
    case .choice(let choices): known = choices.map(\.name)
    case .tag:
      // The most frequent first.
      known = try String.fetchAll(
        db,
        sql: """
          SELECT min(name) FROM tag WHERE key >= ? AND key < ?
          GROUP BY key ORDER BY count(*) DESC, key
          """, arguments: [value, value + "\u{10FFFF}"])
    case .words(column: "model"):
      known = try String.fetchAll(
        db,
        sql: """
          SELECT text FROM shared WHERE id IN (SELECT DISTINCT model FROM picture)
          ORDER BY text COLLATE NOCASE
          """)
    case .words, .number, .date, .origin: known = []
    }
    return known.filter { $0.searchKey.hasPrefix(value) }.prefix(Self.most).map(Self.quoted)
  }

  private static func quoted(_ value: String) -> String {
    value.contains(where: \.isWhitespace) ? "\"\(value)\"" : value
  }
}

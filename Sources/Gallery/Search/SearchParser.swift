import Foundation

/// Reads a search such as `robot -beach "two words" seed:42 guidance>3 after:2026-01`.
struct SearchParser {
  private let characters: [Character]
  private let dates: SearchDates
  private var place = 0
  private var query = SearchQuery()

  private static let quotes: Set<Character> = ["\"", "“", "”", "„"]
  private static let signs: [Character: String] = [
    ":": ":", "：": ":", "=": "=", "<": "<", ">": ">", "≤": "<=", "≥": ">=",
  ]

  private static let longest = 10_000
  private static let most = 100

  /// - Throws: `SearchError` where the text cannot be understood.
  static func query(_ text: String, _ dates: SearchDates = SearchDates()) throws(SearchError)
    -> SearchQuery
  {
    var parser = SearchParser(characters: Array(text), dates: dates)
    guard parser.characters.count <= longest else {
      throw SearchError(
        "a search has at most \(longest) characters", at: longest..<parser.characters.count)
    }
    while try parser.readTerm() {
      // More than people type; SQLite takes no more than some hundreds.
      guard parser.query.terms.count <= most else {
        throw SearchError(
          "a search has at most \(most) words and conditions", at: 0..<parser.characters.count)
      }
    }
    return parser.query
  }

  private init(characters: [Character], dates: SearchDates) {
    self.characters = characters
    self.dates = dates
  }

  private var next: Character? { place < characters.count ? characters[place] : nil }

  /// - Returns: false at the end.
  private mutating func readTerm() throws(SearchError) -> Bool {
    skip(while: \.isWhitespace)
    guard next != nil else { return false }
    let start = place
    var isNegated = false
    if next == "-" {
      place += 1
      // Alone it is the beginning of something.
      guard let next, !next.isWhitespace else { return true }
      isNegated = true
    }
    var condition = try readKey()
    if condition == nil { condition = try readWords(column: nil) }
    guard let condition else { return true }
    query.terms.append(.init(isNegated: isNegated, condition: condition))
    precondition(place > start)
    return true
  }

  private mutating func skip(while holds: (Character) -> Bool) {
    while let next, holds(next) { place += 1 }
  }

  // MARK: - Words

  private struct Value {
    let text: String
    let range: Range<Int>
    let isQuoted: Bool
    /// Whether the end of the text is also that of the value, which may go on.
    let isOpen: Bool
  }

  private mutating func readValue() -> Value {
    let start = place
    if let next, Self.quotes.contains(next) {
      place += 1
      skip { !Self.quotes.contains($0) }
      let text = String(characters[(start + 1)..<place])
      let isOpen = place == characters.count
      if !isOpen { place += 1 }
      return Value(text: text, range: start..<place, isQuoted: true, isOpen: isOpen)
    }
    skip { !$0.isWhitespace }
    return Value(
      text: String(characters[start..<place]), range: start..<place, isQuoted: false, isOpen: true)
  }

  /// Nil for quotes with nothing between them.
  private mutating func readWords(column: String?) throws(SearchError) -> SearchQuery.Condition? {
    let value = readValue()
    let text = value.text.trimmingCharacters(in: .whitespaces)
    if text.isEmpty && value.isQuoted { return nil }
    guard SearchWords.hasWords(text) else {
      throw SearchError("'\(text)' has no letter or digit to look for", at: value.range)
    }
    return .words(text, column: column, isBegun: value.isOpen)
  }

  // MARK: - Keys

  /// Nil where no key begins.
  private mutating func readKey() throws(SearchError) -> SearchQuery.Condition? {
    let start = place
    var end = start
    while end < characters.count, characters[end].isLetter { end += 1 }
    guard end > start, end < characters.count, var sign = Self.signs[characters[end]] else {
      return nil
    }
    let name = String(characters[start..<end])
    guard let key = SearchKey.all.first(where: { $0.name == name.lowercased() }) else {
      let known = SearchKey.all.map(\.name).joined(separator: ", ")
      throw SearchError(
        "there is no '\(name)' to look in, only \(known); words with a colon stand in quotes",
        at: start..<end)
    }
    place = end + 1
    if sign == "<" || sign == ">", next == "=" {
      sign += "="
      place += 1
    }
    let signs = end..<place
    guard let next, !next.isWhitespace else {
      throw SearchError(
        "behind \(name) something is missing, as in \(key.example)", at: start..<place)
    }
    return try condition(key, sign, signs)
  }

  private mutating func condition(
    _ key: SearchKey, _ sign: String, _ signs: Range<Int>
  ) throws(SearchError) -> SearchQuery.Condition? {
    func checkSign() throws(SearchError) {
      if sign == ":" || sign == "=" { return }
      throw SearchError("\(key.name) takes a colon, as in \(key.example)", at: signs)
    }
    switch key.kind {
    case .words(let column):
      try checkSign()
      return try readWords(column: column)
    case .number(let column, let range):
      return .number(
        column: column, SearchQuery.Comparison(rawValue: sign == ":" ? "=" : sign) ?? .equal,
        try number(readValue(), key, range))
    case .date(let use):
      if use != .at { try checkSign() }
      return try date(readValue(), key, use, sign)
    case .tag:
      try checkSign()
      let value = readValue()
      let isBegun = !value.isQuoted && value.text.hasSuffix("*")
      let text = isBegun ? String(value.text.dropLast()) : value.text
      return text.isEmpty ? nil : .tag(text, isBegun: isBegun)
    case .choice(let choices):
      try checkSign()
      let value = readValue()
      guard let choice = choices.first(where: { $0.name == value.text.lowercased() }) else {
        let known = choices.map { "\(key.name):\($0.name)" }.joined(separator: ", ")
        throw SearchError("'\(value.text)' is none of \(known)", at: value.range)
      }
      return .flag(choice.flag)
    case .origin:
      try checkSign()
      let value = readValue()
      return value.text.isEmpty ? nil : .origin(value.text)
    }
  }

  private func number(
    _ value: Value, _ key: SearchKey, _ range: ClosedRange<Double>
  ) throws(SearchError) -> SearchQuery.Number {
    let isNumber = value.text.wholeMatch(of: /[0-9]+(\.[0-9]+)?/) != nil
    guard isNumber, let number = Double(value.text), range.contains(number) else {
      let known =
        key.name == "rating" ? "a number from 0 to 5" : "a number"
      throw SearchError("\(key.name) takes \(known), as in \(key.example)", at: value.range)
    }
    return Int64(value.text).map { .whole($0) } ?? .broken(number)
  }

  private func date(
    _ value: Value, _ key: SearchKey, _ use: SearchKey.DateUse, _ sign: String
  ) throws(SearchError) -> SearchQuery.Condition {
    guard let span = dates.span(value.text) else {
      throw SearchError(
        "'\(value.text)' is no date; write 2026, 2026-01, 2026-01-28, today or yesterday",
        at: value.range)
    }
    switch (use, sign) {
    case (.from, _), (.at, ">="): return .date(from: span.lowerBound, until: nil)
    case (.until, _), (.at, "<"): return .date(from: nil, until: span.lowerBound)
    case (.at, ">"): return .date(from: span.upperBound, until: nil)
    case (.at, "<="): return .date(from: nil, until: span.upperBound)
    case (.at, _): return .date(from: span.lowerBound, until: span.upperBound)
    }
  }
}

import GRDB

/// Some of the pictures, by the rows of the index: a bit for each.
struct PictureSet {
  private var words: [UInt64] = []

  init() {}

  /// Those that a query finds.
  init(_ db: Database, sql: String, _ arguments: StatementArguments) throws {
    let ids = try Int64.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
    while let id = try ids.next() { insert(id) }
  }

  mutating func insert(_ id: Int64) {
    let word = Int(id) >> 6
    if word >= words.count {
      words.append(contentsOf: repeatElement(0, count: word + 1 - words.count))
    }
    words[word] |= 1 << UInt64(id & 63)
  }

  func contains(_ id: Int64) -> Bool {
    let word = Int(id) >> 6
    return word < words.count && words[word] & 1 << UInt64(id & 63) != 0
  }
}

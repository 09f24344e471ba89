import Files
import Foundation
import GRDB

/// What a search asks of the index.
///
/// Conditions on the columns of pictures become SQL; what other tables know becomes sets of pictures.
struct SearchPlan {
  /// For `WHERE`, with its arguments.
  private(set) var sql = ""
  private(set) var arguments = StatementArguments()
  /// The pictures that are looked for, in any order, each picture of a set having to be in all.
  private(set) var wanted: [PictureSet] = []
  private(set) var unwanted: [PictureSet] = []

  init(_ query: SearchQuery, in place: GallerySearch.Place, _ db: Database) throws {
    var conditions = ["place = ?"]
    arguments += [place.number]
    var words: (wanted: [String], unwanted: [String]) = ([], [])
    for term in query.terms {
      switch term.condition {
      case .words(let text, let column, let isBegun):
        let match = Self.match(text, column: column, isBegun: isBegun)
        if term.isNegated { words.unwanted.append(match) } else { words.wanted.append(match) }
      case .number(let column, let comparison, let number):
        add("\(column) \(comparison.rawValue) ?", [number.databaseValue], term)
      case .date(let from, let until):
        let parts = [from.map { _ in "date >= ?" }, until.map { _ in "date < ?" }]
        add(
          parts.compactMap(\.self).joined(separator: " AND "),
          StatementArguments([from, until].compactMap(\.self)), term)
      case .flag(let flag): add("flags & \(flag.rawValue) <> 0", [], term)
      case .tag(let tag, let isBegun):
        let key = tag.searchKey
        // No character is greater than the one at the end.
        try keep(
          isBegun
            ? PictureSet(
              db, sql: "SELECT id FROM tag WHERE key >= ? AND key < ?", [key, key + "\u{10FFFF}"])
            : PictureSet(db, sql: "SELECT id FROM tag WHERE key = ?", [key]), term)
      case .origin(let name): try keep(Self.origin(name, db), term)
      }
    }
    sql = conditions.joined(separator: " AND ")
    try addWords(words.wanted, words.unwanted, db)

    func add(_ condition: String, _ values: StatementArguments, _ term: SearchQuery.Term) {
      // What is not known of a picture does not hold for it.
      conditions.append(term.isNegated ? "(\(condition)) IS NOT TRUE" : "(\(condition))")
      arguments += values
    }
  }

  private mutating func keep(_ set: PictureSet, _ term: SearchQuery.Term) {
    if term.isNegated { unwanted.append(set) } else { wanted.append(set) }
  }

  private mutating func addWords(
    _ wanted: [String], _ unwanted: [String], _ db: Database
  ) throws {
    let sql = "SELECT rowid FROM words WHERE words MATCH ?"
    let without = unwanted.joined(separator: " OR ")
    if wanted.isEmpty {
      if !unwanted.isEmpty { self.unwanted.append(try PictureSet(db, sql: sql, [without])) }
      return
    }
    let all = "(\(wanted.joined(separator: " AND ")))"
    let match = unwanted.isEmpty ? all : "\(all) NOT (\(without))"
    self.wanted.append(try PictureSet(db, sql: sql, [match]))
  }

  /// A phrase of FTS5.
  private static func match(_ text: String, column: String?, isBegun: Bool) -> String {
    let phrase = SearchWords.apart(text).replacing("\"", with: "\"\"").replacing("\0", with: " ")
    return "(\(column.map { "\($0) : " } ?? "")\"\(phrase)\"\(isBegun ? " *" : ""))"
  }

  /// The pictures that began from one with this path or name.
  private static func origin(_ name: String, _ db: Database) throws -> PictureSet {
    let path = Path(typed: name)
    let key = path.name.searchKey
    let names = ["", ".png", ".jpg", ".jpeg", ".webp"].map { key + $0 }
    if path.bytes.contains(UInt8(ascii: "/")) {
      return try PictureSet(
        db, sql: "SELECT id FROM origin WHERE path = ?", [Data(path.absolute.bytes)])
    }
    return try PictureSet(
      db, sql: "SELECT id FROM origin WHERE name IN (?, ?, ?, ?, ?)", StatementArguments(names))
  }

  /// Whether a picture that the SQL finds is found.
  func finds(_ id: Int64) -> Bool {
    wanted.allSatisfy { $0.contains(id) } && !unwanted.contains { $0.contains(id) }
  }
}

extension SearchQuery.Number: DatabaseValueConvertible {
  var databaseValue: DatabaseValue {
    switch self {
    case .whole(let number): number.databaseValue
    case .broken(let number): number.databaseValue
    }
  }

  static func fromDatabaseValue(_ value: DatabaseValue) -> Self? {
    Int64.fromDatabaseValue(value).map { .whole($0) }
      ?? Double.fromDatabaseValue(value).map { .broken($0) }
  }
}

import GRDB

/// The tables of the index.
///
/// What is looked through in one go lies apart from what is read of few pictures, and is narrow.
enum IndexSchema {
  /// Another one than this is that of an older or a newer program.
  static let version = 3
  /// "wurs", so that another program's file is known.
  static let application = 0x7775_7273

  /// Makes the tables where they are missing, or those of an older program.
  ///
  /// - Throws: `NewerIndex` for those of a newer one, and `DatabaseError` with `SQLITE_NOTADB` for what
  ///   is no index.
  static func prepare(_ db: Database) throws {
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let owner = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
    if found > version && owner == application { throw NewerIndex(version: found) }
    if try isCurrent(db) { return }
    guard isEmpty || (owner == application && found < version) else {
      throw DatabaseError(resultCode: .SQLITE_NOTADB, message: "it is no index of pictures")
    }
    try clear(db)
  }

  /// Whether all tables are there, and of this version.
  static func isCurrent(_ db: Database) throws -> Bool {
    guard try Int.fetchOne(db, sql: "PRAGMA user_version") == version,
      try Int.fetchOne(db, sql: "PRAGMA application_id") == application
    else { return false }
    return try String.fetchSet(db, sql: "SELECT name FROM sqlite_master").isSuperset(of: parts)
  }

  /// Drops all tables and makes them anew.
  static func clear(_ db: Database) throws {
    let names = try String.fetchAll(
      db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%'")
    for name in names { try db.execute(sql: "DROP TABLE \(name.quotedDatabaseIdentifier)") }
    let rest = try String.fetchAll(
      db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for name in rest { try db.execute(sql: "DROP TABLE \(name.quotedDatabaseIdentifier)") }
    try db.execute(sql: tables)
    try db.execute(sql: "PRAGMA user_version = \(version)")
    try db.execute(sql: "PRAGMA application_id = \(application)")
  }

  private static let parts: Set = [
    "file", "picture", "picture_date", "picture_rating", "picture_seed", "picture_problem",
    "shared", "content", "tag",
    "tag_picture", "origin", "origin_path", "origin_fingerprint", "latent", "words",
  ]

  private static let tables = """
    CREATE TABLE file (
      id INTEGER PRIMARY KEY AUTOINCREMENT, path BLOB NOT NULL UNIQUE, place INTEGER NOT NULL,
      kind INTEGER NOT NULL, isReadOnly INTEGER NOT NULL, device INTEGER NOT NULL,
      number INTEGER NOT NULL, bytes INTEGER NOT NULL, modified INTEGER NOT NULL);
    CREATE TABLE picture (
      id INTEGER PRIMARY KEY, place INTEGER NOT NULL, date INTEGER NOT NULL, rating INTEGER NOT NULL,
      flags INTEGER NOT NULL, seed, steps REAL, guidance REAL, width INTEGER, height INTEGER,
      model INTEGER, prompt INTEGER);
    CREATE INDEX picture_date ON picture (place, date, id, model, prompt);
    CREATE INDEX picture_rating ON picture (place, rating, date, id);
    CREATE INDEX picture_seed ON picture (place, seed, date, id);
    CREATE INDEX picture_problem ON picture (place, id, flags) WHERE flags & 6;
    CREATE TABLE shared (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
    CREATE TABLE content (
      id INTEGER PRIMARY KEY, recipe TEXT, foreigner TEXT, judgement TEXT, problem TEXT);
    CREATE TABLE tag (id INTEGER NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL,
      PRIMARY KEY (key, id)) WITHOUT ROWID;
    CREATE INDEX tag_picture ON tag (id);
    CREATE TABLE origin (
      id INTEGER PRIMARY KEY, path BLOB NOT NULL, name TEXT NOT NULL, fingerprint TEXT NOT NULL);
    CREATE INDEX origin_path ON origin (path);
    CREATE INDEX origin_fingerprint ON origin (fingerprint);
    CREATE TABLE latent (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, vector BLOB NOT NULL);
    CREATE VIRTUAL TABLE words USING fts5 (
      prompt, negative, tags, note, program, model, name,
      tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co So'", prefix = '1 2 3',
      columnsize = 0);
    """

  /// What holds for a picture or not.
  struct Flags: OptionSet {
    let rawValue: Int

    static let favourite = Flags(rawValue: 1)
    static let damaged = Flags(rawValue: 2)
    static let link = Flags(rawValue: 4)
    static let readOnly = Flags(rawValue: 8)
    static let trace = Flags(rawValue: 16)
    static let note = Flags(rawValue: 32)
    static let tags = Flags(rawValue: 64)
    static let recipe = Flags(rawValue: 128)
    static let foreign = Flags(rawValue: 256)
  }
}

/// The index was made by a newer program, and is left to it.
struct NewerIndex: Error, CustomStringConvertible {
  let version: Int

  var description: String { "the index has version \(version), which a newer wurst made" }
}

import Files
import Foundation
import GRDB
import Recipes

/// Writes what is known of pictures into the tables of the index.
struct IndexWriter {
  let db: Database

  /// Over what was known of the file, if anything.
  func write(_ found: GalleryWalk.Found, _ facts: PictureFacts) throws {
    let id = try file(found)
    try clear(id)
    let metadata = facts.recipe?.metadata
    let encoder = JSONEncoder()
    func json(_ value: (some Encodable)?) throws -> String? {
      try value.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    }
    try execute(
      """
      INSERT INTO picture
        (id, place, date, rating, flags, seed, steps, guidance, width, height, model, prompt)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        id, found.place.number, Self.milliseconds(facts.date), facts.judgement.rating,
        flags(found, facts).rawValue, seed(facts), steps(facts), guidance(facts), facts.size?.width,
        facts.size?.height, try shared(facts.model), try shared(facts.prompt),
      ])
    try execute(
      "INSERT INTO content (id, recipe, foreigner, judgement, problem) VALUES (?, ?, ?, ?, ?)",
      [
        id, facts.recipe?.text, try json(facts.foreign),
        facts.judgement == .none ? nil : try json(facts.judgement), facts.problem,
      ])
    for tag in facts.judgement.tags {
      try execute(
        "INSERT OR IGNORE INTO tag (id, name, key) VALUES (?, ?, ?)", [id, tag, tag.searchKey])
    }
    if let start = metadata?.recipe.start, let path = start.path {
      try execute(
        "INSERT INTO origin (id, path, name, fingerprint) VALUES (?, ?, ?, ?)",
        [id, Data(path.bytes), path.name.searchKey, start.fingerprint ?? ""])
    }
    if let latent = facts.latent {
      try execute(
        "INSERT INTO latent (id, kind, vector) VALUES (?, ?, ?)",
        [id, latent.kind, Data(latent.values.map { UInt8(bitPattern: $0) })])
    }
    try words(
      id,
      [
        facts.prompt, facts.negative, facts.judgement.tags.joined(separator: "\n"),
        facts.judgement.note, facts.foreign?.program ?? metadata?.app, facts.model, found.path.stem,
      ])
  }

  /// Follows a file that has another name than before.
  func move(_ id: Int64, to found: GalleryWalk.Found) throws {
    // Another program may have taken it for a new one meanwhile.
    let other = try Int64.fetchOne(
      db, sql: "SELECT id FROM file WHERE path = ? AND id <> ?",
      arguments: [Data(found.path.bytes), id])
    if let other { try forget(other) }
    try execute(
      "UPDATE file SET path = ?, place = ?, isReadOnly = ? WHERE id = ?",
      [Data(found.path.bytes), found.place.number, found.isReadOnly, id])
    try execute(
      "UPDATE picture SET place = ?, flags = (flags & ~?) | ? WHERE id = ?",
      [
        found.place.number, IndexSchema.Flags.readOnly.rawValue,
        found.isReadOnly ? IndexSchema.Flags.readOnly.rawValue : 0, id,
      ])
    try execute(
      "UPDATE words SET name = ? WHERE rowid = ?", [SearchWords.apart(found.path.stem), id])
  }

  func forget(_ id: Int64) throws {
    try clear(id)
    try execute("DELETE FROM file WHERE id = ?", [id])
  }

  private func clear(_ id: Int64) throws {
    for table in ["picture", "content", "tag", "origin", "latent"] {
      try execute("DELETE FROM \(table) WHERE id = ?", [id])
    }
    try execute("DELETE FROM words WHERE rowid = ?", [id])
  }

  /// The row of a file, which another program may have made meanwhile.
  private func file(_ found: GalleryWalk.Found) throws -> Int64 {
    let path = Data(found.path.bytes)
    let stamp = found.stamp
    return try Int64.fetchOne(
      db.cachedStatement(
        sql: """
          INSERT INTO file (path, place, kind, isReadOnly, device, number, bytes, modified)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (path) DO UPDATE SET place = excluded.place, kind = excluded.kind,
            isReadOnly = excluded.isReadOnly, device = excluded.device, number = excluded.number,
            bytes = excluded.bytes, modified = excluded.modified
          RETURNING id
          """),
      arguments: [
        path, found.place.number, found.kind.rawValue, found.isReadOnly, stamp.device,
        stamp.number, stamp.bytes, stamp.modified,
      ]) ?? 0
  }

  /// The number that stands for a text that many pictures have.
  private func shared(_ text: String?) throws -> Int64? {
    guard let text else { return nil }
    // Enough to tell prompts apart for people, who see less of them.
    let key = String(text.prefix(1000))
    let known = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM shared WHERE text = ?"), arguments: [key])
    if let known { return known }
    try execute("INSERT INTO shared (text) VALUES (?)", [key])
    return db.lastInsertedRowID
  }

  private func words(_ id: Int64, _ texts: [String?]) throws {
    try execute(
      """
      INSERT INTO words (rowid, prompt, negative, tags, note, program, model, name)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [id] + StatementArguments(texts.map { $0.map(SearchWords.apart) }))
  }

  private func flags(_ found: GalleryWalk.Found, _ facts: PictureFacts) -> IndexSchema.Flags {
    var flags: IndexSchema.Flags = []
    if facts.judgement.isFavourite { flags.insert(.favourite) }
    if !facts.judgement.note.isEmpty { flags.insert(.note) }
    if !facts.judgement.tags.isEmpty { flags.insert(.tags) }
    if facts.problem != nil && found.kind != .link { flags.insert(.damaged) }
    if found.kind == .link { flags.insert(.link) }
    if found.isReadOnly { flags.insert(.readOnly) }
    if facts.latent != nil { flags.insert(.trace) }
    if facts.recipe != nil { flags.insert(.recipe) }
    if facts.foreign != nil { flags.insert(.foreign) }
    return flags
  }

  /// As a whole number where it fits, so that all digits count.
  private func seed(_ facts: PictureFacts) -> DatabaseValue {
    if let seed = facts.recipe?.metadata.recipe.seed { return Int64(seed).databaseValue }
    guard let text = facts.foreign?.seed else { return .null }
    return Int64(text).map(\.databaseValue) ?? Double(text).map(\.databaseValue) ?? .null
  }

  private func steps(_ facts: PictureFacts) -> Double? {
    facts.recipe.map { Double($0.metadata.recipe.stageC.steps) }
      ?? facts.foreign?.steps.flatMap(Double.init)
  }

  private func guidance(_ facts: PictureFacts) -> Double? {
    // By its digits, so that 0.1 is the 0.1 that is looked for.
    facts.recipe.flatMap { Double("\($0.metadata.recipe.stageC.guidance)") }
      ?? facts.foreign?.guidance.flatMap(Double.init)
  }

  private func execute(_ sql: String, _ arguments: StatementArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  static func milliseconds(_ date: Date) -> Int64 {
    let value = (date.timeIntervalSince1970 * 1000).rounded()
    return Int64(max(-1e15, min(1e15, value)))
  }
}

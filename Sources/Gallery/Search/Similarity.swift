import Foundation
import GRDB

/// How near the latents of pictures are to that of one.
struct Similarity {
  /// That of the picture; nil where it has none.
  private let vector: LatentVector?
  private let id: Int64

  init(to id: Int64, _ db: Database) throws {
    self.id = id
    let row = try Row.fetchOne(
      db, sql: "SELECT kind, vector FROM latent WHERE id = ?", arguments: [id])
    vector = row.map { row in
      LatentVector(
        kind: row[0], values: (row[1] as Data).map { Int8(bitPattern: $0) })
    }
  }

  /// The picture itself first, then the most similar; those without a latent keep their order behind.
  func sorted(_ ids: [Int64], _ db: Database) throws -> [Int64] {
    var near: [Int64: Float] = [:]
    if let vector {
      let rows = try Row.fetchCursor(
        db, sql: "SELECT id, vector FROM latent WHERE kind = ?", arguments: [vector.kind])
      while let row = try rows.next() {
        near[row[0]] = try row.withUnsafeData(atIndex: 1) { data in
          data.map { data in
            unsafe data.withUnsafeBytes { unsafe vector.similarity(to: $0) }
          }
        }
      }
    }
    near[id] = 2
    let ranked = ids.enumerated().filter { near[$0.element] != nil }.sorted { a, b in
      let (first, second) = (near[a.element] ?? 0, near[b.element] ?? 0)
      return first == second ? a.offset < b.offset : first > second
    }
    return ranked.map(\.element) + ids.filter { near[$0] == nil }
  }
}

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

  /// The places of `ids`: the picture itself first, then the most similar; those without a latent keep
  /// their order behind.
  func sorted(_ ids: [Int64], _ db: Database) throws -> [Int] {
    let near = try nearness(db)
    func value(_ id: Int64) -> Float {
      id == self.id ? 2 : Int(id) < near.count ? near[Int(id)] : -.infinity
    }
    let ranked = ids.enumerated().map { (value: value($0.element), place: $0.offset) }
    return ranked.sorted { a, b in a.value == b.value ? a.place < b.place : a.value > b.value }
      .map(\.place)
  }

  /// By the rows of pictures; minus infinity for those that cannot be compared.
  private func nearness(_ db: Database) throws -> [Float] {
    guard let vector, let last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM latent") else {
      return []
    }
    var near = [Float](repeating: -.infinity, count: Int(last) + 1)
    let rows = try Row.fetchCursor(
      db, sql: "SELECT id, vector FROM latent WHERE kind = ?", arguments: [vector.kind])
    while let row = try rows.next() {
      let id: Int64 = row[0]
      near[Int(id)] = try row.withUnsafeData(atIndex: 1) { data in
        unsafe data?.withUnsafeBytes { unsafe vector.similarity(to: $0) } ?? -.infinity
      }
    }
    return near
  }
}

import Files
import Foundation
import GRDB
import Recipes

extension GalleryCatalogue {
  /// What the picture was made from, and what was made from it.
  ///
  /// A picture is known by its path, or by its content where it has another path since.
  package func relatives(of item: GalleryItem) throws -> (from: [GalleryItem], to: [GalleryItem]) {
    let fingerprint = Self.fingerprint(item.path)
    let (from, to) = try read { db in
      let to = try Int64.fetchAll(
        db,
        sql: """
          SELECT origin.id FROM origin JOIN picture ON picture.id = origin.id
          WHERE (origin.path = ? OR origin.fingerprint = ?) AND origin.id <> ?
          ORDER BY picture.date, picture.id
          """, arguments: [Data(item.path.bytes), fingerprint ?? "none", item.id])
      return (try parent(of: item, db), to)
    }
    return (try items(from.map { [$0] } ?? []), try items(to))
  }

  private func parent(of item: GalleryItem, _ db: Database) throws -> Int64? {
    guard let start = item.recipe?.start, let path = start.path else { return nil }
    let known = try Int64.fetchOne(
      db, sql: "SELECT id FROM file WHERE path = ?", arguments: [Data(path.bytes)])
    if let known { return known }
    // Those of the same name are few enough to be read.
    let name = Data([UInt8(ascii: "/")] + Path(path.name).bytes)
    let rows = try Row.fetchAll(
      db, sql: "SELECT id, path FROM file WHERE substr(path, -?) = ? LIMIT 20",
      arguments: [name.count, name])
    return rows.first { Self.fingerprint(Path(bytes: $0[1] as Data)) == start.fingerprint }?[0]
  }

  /// As recipes have it; nil for a file that cannot be read, or is too large to be read for this.
  private static func fingerprint(_ path: Path) -> String? {
    var fingerprint = Fingerprint()
    guard let stamp = FileStamp(path), stamp.bytes <= 64 << 20,
      (try? fingerprint.add(file: path)) != nil
    else { return nil }
    return fingerprint.text
  }
}

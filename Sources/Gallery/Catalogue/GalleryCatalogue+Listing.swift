import Foundation
import GRDB

extension GalleryCatalogue {
  /// What a search finds, in order.
  ///
  /// Throws `SearchError` for a text that cannot be understood.
  package func list(_ search: GallerySearch) throws -> GalleryListing {
    let query = try SearchParser.query(search.text, dates)
    return try read { db in
      let plan = try SearchPlan(query, in: search.place, db)
      var found = PictureSet()
      var listing = GalleryListing()
      var groups = ListingGroups(search.grouping, isOldestFirst: search.order == .oldest, dates)
      let tail = """
        FROM picture \(Self.joins(search.order)) WHERE \(plan.sql)
        ORDER BY \(Self.ordering(search.order))
        """
      if search.grouping == .none {
        // One number alone is read much faster than a row.
        let ids = try Int64.fetchCursor(
          db, sql: "SELECT picture.id \(tail)", arguments: plan.arguments)
        while let id = try ids.next() {
          if plan.finds(id) { listing.ids.append(id) }
        }
      } else {
        let rows = try Row.fetchCursor(
          db, sql: "SELECT picture.id, \(groups.column) \(tail)", arguments: plan.arguments)
        while let row = try rows.next() {
          let id: Int64 = row[0]
          guard plan.finds(id) else { continue }
          listing.ids.append(id)
          groups.add(row[1])
        }
      }
      for id in listing.ids { found.insert(id) }
      if case .similarity(let id) = search.order {
        listing.ids = try Similarity(to: id, db).sorted(listing.ids, db)
      }
      if search.grouping != .none { try groups.apply(to: &listing, db) }
      try count(&listing, found, in: search.place, db)
      return listing
    }
  }

  private func count(
    _ listing: inout GalleryListing, _ found: PictureSet, in place: GallerySearch.Place,
    _ db: Database
  ) throws {
    let sql = "SELECT count(*) FROM picture WHERE place = ?"
    listing.total = try Int.fetchOne(db, sql: sql, arguments: [place.number]) ?? 0
    let damaged = IndexSchema.Flags.damaged.rawValue
    let link = IndexSchema.Flags.link.rawValue
    let rows = try Row.fetchCursor(
      db, sql: "SELECT id, flags FROM picture WHERE flags & \(damaged | link) AND place = ?",
      arguments: [place.number])
    while let row = try rows.next() {
      guard found.contains(row[0]) else { continue }
      let flags: Int = row[1]
      if flags & damaged != 0 { listing.damaged += 1 } else { listing.links += 1 }
    }
  }

  private static func joins(_ order: GallerySearch.Order) -> String {
    order == .model ? "LEFT JOIN shared ON shared.id = picture.model" : ""
  }

  private static func ordering(_ order: GallerySearch.Order) -> String {
    switch order {
    case .newest, .similarity: "date DESC, picture.id DESC"
    case .oldest: "date, picture.id"
    case .rating: "rating DESC, date DESC, picture.id DESC"
    case .seed: "seed IS NULL, seed, date DESC, picture.id DESC"
    case .model: "shared.text IS NULL, shared.text COLLATE NOCASE, date DESC, picture.id DESC"
    }
  }
}

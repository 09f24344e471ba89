import Foundation
import GRDB

extension GalleryCatalogue {
  private typealias OptionalKeys = FastDatabaseValueCursor<Int64?>

  /// What a search finds, in order.
  ///
  /// Throws `SearchError` for a text that cannot be understood.
  package func list(_ search: GallerySearch) throws -> GalleryListing {
    let query = try SearchParser.query(search.text, dates)
    return try read { db in
      let plan = try SearchPlan(query, in: search.place, db)
      var found = PictureSet()
      var groups = search.groups(dates)
      let tail = "FROM picture WHERE \(plan.sql) ORDER BY \(Self.ordering(search.order))"
      func keys(_ groups: ListingGroups?) throws -> OptionalKeys? {
        try groups.map {
          try Int64?.fetchCursor(db, sql: "SELECT \($0.column) \(tail)", arguments: plan.arguments)
        }
      }
      // Numbers one by one are read much faster than rows.
      let rows = try Int64.fetchCursor(db, sql: "SELECT id \(tail)", arguments: plan.arguments)
      let (orderKeys, groupKeys) = (try keys(groups.order), try keys(groups.grouping))
      var ids: [Int64] = []
      while let id = try rows.next() {
        let (orderKey, groupKey) = (try orderKeys?.next(), try groupKeys?.next())
        guard plan.finds(id) else { continue }
        ids.append(id)
        found.insert(id)
        if let orderKey { groups.order?.add(orderKey) }
        if let groupKey { groups.grouping?.add(groupKey) }
      }
      var places = Array(ids.indices)
      if case .similarity(let id) = search.order {
        places = try Similarity(to: id, db).sorted(ids, db)
      }
      if let order = groups.order { places = try order.groups(of: places, db).flatMap(\.places) }
      var listing = GalleryListing()
      if let grouping = groups.grouping {
        let grouped = try grouping.groups(of: places, db)
        places = []
        for group in grouped {
          listing.groups.append(.init(title: group.title, start: places.count))
          places += group.places
        }
      }
      listing.ids = places.map { ids[$0] }
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

  private static func ordering(_ order: GallerySearch.Order) -> String {
    switch order {
    // Models are put in order by their names once the pictures of each are known.
    case .newest, .similarity, .model: "date DESC, id DESC"
    case .oldest: "date, id"
    case .rating: "rating DESC, date DESC, id DESC"
    case .seed: "seed IS NULL, seed, date DESC, id DESC"
    }
  }
}

package import Files
package import Foundation
import GRDB

/// The gallery by search and page: an index that follows the files of pictures, which are all there is to it.
///
/// Every function may wait for the disk. Several programs may work on one gallery at once.
package final class GalleryCatalogue: Sendable {
  package let gallery: Gallery
  let index: GalleryIndex
  private let timeZone: TimeZone

  /// - Parameter timeZone: that of the days in searches and groups.
  package init(_ gallery: Gallery, timeZone: TimeZone = .current) {
    self.gallery = gallery
    self.timeZone = timeZone
    index = GalleryIndex(root: gallery.root)
  }

  /// What is wrong with the index, in one line; the gallery works all the same.
  package var notice: String? { index.notice }

  /// Makes the index follow the files.
  ///
  /// What was read stays when it is cancelled, and the next call goes on from there.
  /// - Parameter report: called with how many files are read of how many.
  /// - Returns: whether anything has changed.
  package func refresh(
    _ cancellation: Cancellation, report: (_ read: Int, _ of: Int) -> Void
  ) throws -> Bool {
    index.followFile()
    let walk = try GalleryWalk(gallery.root, folders: [], cancellation)
    let refresh = IndexRefresh(index: index, walk: walk, cancellation: cancellation)
    do {
      return try refresh.run(report: report)
    } catch is GalleryIndex.Replaced {
      return try refresh.run(report: report)
    }
  }

  /// Reads all files again.
  package func reindex(
    _ cancellation: Cancellation, report: (_ read: Int, _ of: Int) -> Void
  ) throws {
    try index.clear()
    _ = try refresh(cancellation, report: report)
  }

  /// Those of `ids` that are still there, in their order.
  package func items(_ ids: [Int64]) throws -> [GalleryItem] {
    try read { db in
      var items: [Int64: GalleryItem] = [:]
      let statement = try db.cachedStatement(
        sql: "SELECT \(GalleryItem.columns) FROM \(GalleryItem.tables) WHERE file.id = ?")
      for id in ids where items[id] == nil {
        let row = try Row.fetchOne(statement, arguments: [id])
        if let row { items[id] = GalleryItem(row: row) }
      }
      return ids.compactMap { items[$0] }
    }
  }

  var dates: SearchDates { SearchDates(timeZone: timeZone) }

  /// Reads the index; one that had to be begun anew follows the files first.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    do {
      return try index.read(body)
    } catch is GalleryIndex.Replaced {
      _ = try refresh(Cancellation()) { _, _ in }
      return try index.read(body)
    }
  }
}

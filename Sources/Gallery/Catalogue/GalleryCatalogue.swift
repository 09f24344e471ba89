package import Files
package import Foundation
import GRDB
package import Recipes
package import Render
import Synchronization

/// The gallery by search and page: an index that follows the files of pictures, which are all there is to it.
///
/// Every function may wait for the disk. Several programs may work on one gallery at once.
package final class GalleryCatalogue: Sendable {
  package let gallery: Gallery
  /// As the paths in the index begin.
  let root: Path
  let index: GalleryIndex
  private let thumbnails: ThumbnailCache
  private let timeZone: TimeZone
  private let problem = Mutex<String?>(nil)

  /// - Parameters:
  ///   - thumbnails: a folder of small pictures that can be made again.
  ///   - timeZone: that of the days in searches and groups.
  package init(_ gallery: Gallery, thumbnails: Path, timeZone: TimeZone = .current) {
    self.gallery = gallery
    self.thumbnails = ThumbnailCache(folder: thumbnails)
    self.timeZone = timeZone
    root = gallery.root.absolute
    index = GalleryIndex(root: root)
  }

  /// What is wrong with the index or the list of folders, in one line; the gallery works all the same.
  package var notice: String? { index.notice ?? problem.withLock { $0 } }

  /// Makes the index follow the files.
  ///
  /// What was read stays when it is cancelled, and the next call goes on from there.
  /// - Parameter report: called with how many files are read of how many.
  /// - Returns: whether anything has changed.
  package func refresh(
    _ cancellation: Cancellation, report: (_ read: Int, _ of: Int) -> Void
  ) throws -> Bool {
    index.followFile()
    let walk = try GalleryWalk(root, folders: knownFolders(), cancellation)
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

  /// The folders to look into; nil, and a notice, where their list cannot be read.
  private func knownFolders() -> [Path]? {
    do {
      let folders = try folders()
      problem.withLock { $0 = nil }
      return folders
    } catch {
      problem.withLock { $0 = "\(error)" }
      return nil
    }
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

  /// The picture at `path`; where there is none, those of that name, with or without its ending.
  package func items(named path: Path, in place: GallerySearch.Place) throws -> [GalleryItem] {
    let ids = try read { db in
      let known = try Int64.fetchAll(
        db, sql: "SELECT id FROM file WHERE path = ? AND place = ?",
        arguments: [Data(path.absolute.bytes), place.number])
      if !known.isEmpty || path.bytes.contains(UInt8(ascii: "/")) { return known }
      let name = [UInt8(ascii: "/")] + path.bytes
      let names = [name, name + Array(".png".utf8)].map { Data($0) }
      return try Int64.fetchAll(
        db,
        sql: """
          SELECT id FROM file WHERE place = ? AND (substr(path, -?) = ? OR substr(path, -?) = ?)
          """, arguments: [place.number, names[0].count, names[0], names[1].count, names[1]])
    }
    return try items(ids)
  }

  /// A small picture that fits into `size` pixels, made once and then read.
  package func thumbnail(
    of item: GalleryItem, fitting size: PictureSize, _ cancellation: Cancellation
  ) throws -> Bitmap {
    if item.isLink {
      throw ReadError.unreadable(path: item.path, reason: item.problem ?? "it is a link")
    }
    return try thumbnails.thumbnail(
      of: item.path, fitting: PixelSize(width: size.width, height: size.height), cancellation)
  }

  /// What may stand in a search at `cursor`, counted in characters.
  package func completions(of text: String, at cursor: Int) throws -> SearchCompletions {
    try read { db in try SearchCompleter(text, at: cursor).completions(db) }
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

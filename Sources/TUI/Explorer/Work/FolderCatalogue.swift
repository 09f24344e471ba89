package import Files
import Foundation
package import Gallery
package import Recipes
package import Render
import Synchronization

/// The gallery without an index: every file is read for it, and nothing in it is changed.
package final class FolderCatalogue: Catalogue {
  private let gallery: Gallery
  private let read = Mutex<[GalleryItem]>([])

  package init(_ gallery: Gallery) { self.gallery = gallery }

  package func refresh(
    _ cancellation: Cancellation, report: (_ read: Int, _ of: Int) -> Void
  ) throws -> Bool {
    let pictures = try gallery.entries().map(Self.item)
    let others = try gallery.others().sorted { $1.modified < $0.modified }.map {
      GalleryItem(
        id: 0, path: $0.path, date: $0.modified,
        problem: "it is a link or a device, which the gallery does not open", isLink: true)
    }
    var all = pictures + others
    for index in all.indices { all[index].id = Int64(index) }
    return read.withLock { read in
      defer { read = all }
      return read != all
    }
  }

  private static func item(_ entry: GalleryEntry) -> GalleryItem {
    var item = GalleryItem(id: 0, path: entry.path, date: entry.date)
    do {
      let texts = try entry.texts.get()
      item.metadata = try PictureMetadata.read(texts.texts)
      if item.metadata == nil, !texts.notices.isEmpty {
        item.problem = texts.notices.joined(separator: " ")
      }
    } catch {
      item.problem = Failure("\(error)".replacing(entry.path.description, with: "it"), .damaged)
        .message
    }
    return item
  }

  package func list(_ search: GallerySearch) throws -> GalleryListing {
    guard search.place == .kept else { return GalleryListing() }
    let all = read.withLock(\.self)
    let words = search.text.lowercased().split(separator: " ")
    let found = all.filter { item in
      words.allSatisfy { item.prompt?.lowercased().contains($0) ?? false }
    }
    return GalleryListing(
      ids: found.map(\.id), damaged: found.count { $0.problem != nil && !$0.isLink },
      links: found.count(where: \.isLink), total: all.count)
  }

  package func items(_ ids: [Int64]) throws -> [GalleryItem] {
    let all = read.withLock(\.self)
    return ids.compactMap { all.indices.contains(Int($0)) ? all[Int($0)] : nil }
  }

  package func thumbnail(
    of item: GalleryItem, fitting size: PictureSize, _ cancellation: Cancellation
  ) throws -> Bitmap {
    let whole = try PNGReader.read(item.path, cancellation).bitmap
    let fitted = whole.fitted(into: PixelSize(width: size.width, height: size.height))
    return whole.scaled(width: fitted.width, height: fitted.height, filter: .smooth)
  }

  package func relatives(of item: GalleryItem) throws -> (from: [GalleryItem], to: [GalleryItem]) {
    ([], [])
  }

  package func completions(of text: String, at cursor: Int) throws -> SearchCompletions {
    SearchCompletions(range: cursor..<cursor, candidates: [])
  }

  package func savedSearches() throws -> [(name: String, text: String)] { [] }
  package func saveSearch(_ text: String, as name: String) throws { throw Self.unable }
  package func trace(of path: Path) throws -> PictureTrace? { nil }

  package func judge(_ paths: [Path], _ change: Judgement.Change) throws -> GalleryDeed {
    throw Self.unable
  }

  package func discard(_ paths: [Path]) throws -> GalleryDeed { throw Self.unable }
  package func restore(_ paths: [Path]) throws -> GalleryDeed { throw Self.unable }
  package func undo(_ deed: GalleryDeed) throws { throw Self.unable }
  package func emptyTrash() throws -> Int { throw Self.unable }

  private static let unable = Failure("The gallery is only looked at", .unwritable)
}

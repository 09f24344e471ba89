package import Files
package import Gallery
package import Recipes
package import Render

/// The gallery as its index has it, to look at: nothing in it is changed.
package struct IndexedGallery: Catalogue {
  private let catalogue: GalleryCatalogue

  package init(_ catalogue: GalleryCatalogue) { self.catalogue = catalogue }

  package var notice: String? { catalogue.notice }

  package func refresh(
    _ cancellation: Cancellation, report: (_ read: Int, _ of: Int) -> Void
  ) throws -> Bool {
    try catalogue.refresh(cancellation, report: report)
  }

  package func list(_ search: GallerySearch) throws -> GalleryListing {
    try catalogue.list(search)
  }

  package func items(_ ids: [Int64]) throws -> [GalleryItem] { try catalogue.items(ids) }

  package func thumbnail(
    of item: GalleryItem, fitting size: PictureSize, _ cancellation: Cancellation
  ) throws -> Bitmap {
    try catalogue.thumbnail(of: item, fitting: size, cancellation)
  }

  package func relatives(of item: GalleryItem) throws -> (from: [GalleryItem], to: [GalleryItem]) {
    try catalogue.relatives(of: item)
  }

  package func completions(of text: String, at cursor: Int) throws -> SearchCompletions {
    try catalogue.completions(of: text, at: cursor)
  }

  package func savedSearches() throws -> [(name: String, text: String)] {
    try catalogue.savedSearches()
  }

  package func saveSearch(_ text: String, as name: String) throws {
    try catalogue.saveSearch(text, as: name)
  }

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

package import Files
package import Gallery
package import Recipes
package import Render

/// The gallery: what is there as its index has it, and its files, which alone are changed.
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

  package func trace(of path: Path) throws -> PictureTrace? { try TraceChunk.read(path) }

  package func judge(_ paths: [Path], _ change: Judgement.Change) throws -> GalleryDeed {
    try catalogue.gallery.judge(paths, change)
  }

  package func discard(_ paths: [Path]) throws -> GalleryDeed {
    try catalogue.gallery.discard(paths)
  }

  package func restore(_ paths: [Path]) throws -> GalleryDeed {
    try catalogue.gallery.restore(paths)
  }

  package func undo(_ deed: GalleryDeed) throws { try catalogue.gallery.undo(deed) }
  package func emptyTrash() throws -> Int { try catalogue.gallery.emptyTrash() }
}

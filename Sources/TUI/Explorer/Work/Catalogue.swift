package import Files
package import Gallery
package import Recipes
package import Render

/// The gallery as the explorer sees it: what is there by search and page, and what can be done to it.
///
/// Every function may wait for the disk, and is called in the background.
package protocol Catalogue: Sendable {
  /// What is wrong with the index, in one line; the gallery works all the same.
  var notice: String? { get }

  /// Makes the index follow the files.
  ///
  /// - Parameter report: called with how many files are read of how many.
  /// - Returns: whether anything has changed.
  func refresh(_ cancellation: Cancellation, report: (_ read: Int, _ of: Int) -> Void) throws
    -> Bool

  /// Throws `SearchError` for a text that cannot be understood.
  func list(_ search: GallerySearch) throws -> GalleryListing

  /// Those of `ids` that are still there, in their order.
  func items(_ ids: [Int64]) throws -> [GalleryItem]

  /// A small picture that fits into `size` pixels, made once and then read.
  func thumbnail(
    of item: GalleryItem, fitting size: PictureSize, _ cancellation: Cancellation
  ) throws -> Bitmap

  /// What the picture was made from, and what was made from it.
  func relatives(of item: GalleryItem) throws -> (from: [GalleryItem], to: [GalleryItem])

  /// What may stand in a search at `cursor`, counted in characters.
  func completions(of text: String, at cursor: Int) throws -> SearchCompletions

  /// The searches that have names, in the order of these.
  func savedSearches() throws -> [(name: String, text: String)]

  /// Keeps a search under a name; an empty text forgets it.
  func saveSearch(_ text: String, as name: String) throws

  /// Nil where the picture carries none. Throws for one that is damaged.
  func trace(of path: Path) throws -> PictureTrace?

  /// What is done to the files from here on is found by the next `refresh`.
  func judge(_ paths: [Path], _ change: Judgement.Change) throws -> GalleryDeed

  /// To the trash.
  func discard(_ paths: [Path]) throws -> GalleryDeed

  /// Out of the trash to where they were, or from the recorded runs to the kept pictures.
  func restore(_ paths: [Path]) throws -> GalleryDeed

  func undo(_ deed: GalleryDeed) throws

  /// Deletes all that is in the trash for good, and says how many pictures that were.
  func emptyTrash() throws -> Int
}

extension GalleryCatalogue: Catalogue {}

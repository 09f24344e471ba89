package import Engine
package import Files
package import Foundation
package import Gallery
package import Render
package import Terminal

/// The second screen: what was asked for and found, and of that the pictures around those that are seen.
package struct GalleryState: Sendable {
  package enum View: Equatable, Sendable {
    case grid, list
  }

  /// A picture in the size of a grid.
  package struct Thumbnail: Sendable {
    package let bitmap: Bitmap
    /// Unlike that of any other.
    let version: Int
  }

  /// Nil for what suits the terminal.
  var chosenView: View?
  package internal(set) var search = GallerySearch()
  package internal(set) var listing = GalleryListing()
  /// Whether nothing was listed yet.
  private(set) var isLoading = true
  /// How far the index follows the files, while that goes on.
  private(set) var progress: (read: Int, of: Int)?
  package internal(set) var selection = 0
  /// The picture to select with what is found next, if it is there.
  var wanted: Int64?
  /// A picture of the first row that is seen.
  private(set) var top = 0
  package internal(set) var items = Fetched<GalleryItem>(limit: 2000)
  package internal(set) var thumbnails = Fetched<Thumbnail>(limit: 160)
  private var thumbnailCount = 0
  package internal(set) var relatives = Fetched<Relatives>(limit: 20)
  package var marks = GalleryMarks()
  /// The line that is typed into.
  package var line: GalleryLine?
  /// The searches that have names.
  package internal(set) var saved: [SavedSearch] = []
  /// How far the details of the selected picture are scrolled, while they are open.
  package var detail: Int?
  /// Whether it is asked what to copy.
  package var isCopying = false
  /// What can be undone, the latest last.
  package var deeds: [GalleryDeed] = []
  /// When it was asked whether to empty the trash.
  var askedToEmpty: Double?
  /// Why the pictures, or the selected one, cannot be read.
  package internal(set) var problem: String?
  /// The picture of the selected file, once it is read.
  package private(set) var loaded: (path: Path, picture: Picture)?
  /// The picture that was asked for last.
  private var asked: Path?
  package private(set) var version = 0
  package var timeZone = TimeZone.current

  package init() {}

  package var count: Int { listing.ids.count }

  package var selectedID: Int64? {
    listing.ids.indices.contains(selection) ? listing.ids[selection] : nil
  }

  /// Nil where it is not read yet.
  package var selected: GalleryItem? { selectedID.flatMap { items[$0] } }

  /// The pictures that are marked in a range up to the selected one.
  var range: ClosedRange<Int>? {
    guard let anchor = marks.anchor, let index = listing.ids.firstIndex(of: anchor) else {
      return nil
    }
    return min(index, selection)...max(index, selection)
  }

  /// All pictures, round and round from the one after the selected.
  var idsFromNext: [Int64] {
    let next = min(selection + 1, count)
    return Array(listing.ids[next...] + listing.ids[..<next])
  }

  mutating func open() -> [Effect] {
    isLoading = count == 0
    return [.gallery(.list(search)), .gallery(.refresh), .gallery(.listSavedSearches)]
  }

  mutating func list() -> [Effect] { [.gallery(.list(search))] }

  mutating func select(_ index: Int) {
    let clamped = max(0, min(count - 1, index))
    guard clamped != selection else { return }
    selection = clamped
    if detail != nil { detail = 0 }
    problem = nil
  }

  /// Takes what was found, and keeps the selection on its picture if that is still there.
  mutating func show(_ found: GalleryListing) {
    let id = wanted.take() ?? selectedID
    listing = found
    selection =
      id.flatMap { found.ids.firstIndex(of: $0) } ?? max(0, min(found.ids.count - 1, selection))
    if found.ids.isEmpty { detail = nil }
    isLoading = false
    problem = nil
  }

  /// Lists again, and reads again what is known of pictures that may have moved.
  mutating func reread() -> [Effect] {
    items.expire()
    relatives.expire()
    return list()
  }

  mutating func note(_ action: Action.Gallery) -> [Effect] {
    switch action {
    case .refreshing(let read, let of):
      progress = (read, of)
      // What is read the first time comes into view in ever larger parts.
      return read >= 2 * listing.total ? list() : []
    case .refreshed(let hasChanged, _):
      progress = nil
      if hasChanged { return reread() }
    case .refreshFailed(let reason):
      progress = nil
      problem = reason
    case .listed(let search, let found) where search == self.search:
      line?.problem = nil
      show(found)
    case .misunderstood(let search, let error) where search == self.search:
      line?.problem = error
      isLoading = false
    case .failed(let search, let reason) where search == self.search:
      isLoading = false
      problem = reason
    case .items(let asked, let found):
      let known = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
      for id in asked {
        // The row may stand for another file since the index was made anew.
        if let before = items[id], before.path != known[id]?.path { thumbnails.forget([id]) }
        items.take(id, known[id])
      }
    case .itemsFailed(let asked, let reason):
      for id in asked { items.take(id, nil) }
      problem = reason
    case .thumbnail(let id, let bitmap):
      thumbnailCount += 1
      thumbnails.take(id, Thumbnail(bitmap: bitmap, version: thumbnailCount))
    case .thumbnailFailed(let id): thumbnails.take(id, nil)
    case .pictureRead(let path, let picture):
      if path == selected?.path {
        loaded = (path, picture)
        version += 1
      }
    case .pictureFailed(let path, let reason):
      if path == selected?.path { problem = reason }
    case .foundDamaged(let id):
      if let index = listing.ids.firstIndex(of: id) { select(index) }
    case .relatives(let id, let found): relatives.take(id, found)
    case .completed(let text, let cursor, let completions):
      line?.take(completions, of: text, at: cursor)
    case .savedSearches(let searches): saved = searches
    default: break
    }
    return []
  }

  /// The image of the selected picture, once it is read.
  package var image: ImageSource? {
    guard let loaded, loaded.path == selected?.path else { return nil }
    return ImageSource(
      key: ImageKey(.kept, version: version, variant: 0),
      content: StageImage.picture(loaded.picture))
  }

  // MARK: What has to be read

  /// Scrolls so that the selected picture is seen, and says what has to be read for what is seen.
  ///
  /// - Parameter isZoomed: whether the selected picture fills the screen.
  mutating func settle(_ layout: GalleryLayout, isZoomed: Bool = false) -> [Effect] {
    let rows = GalleryRows(listing, columns: layout.columns)
    top = GalleryPage.settled(
      top, showing: selection, of: rows, height: layout.pictures.height,
      rowHeight: layout.rowHeight)
    let seen = page(layout).pictures
    let around = max(0, seen.lowerBound - seen.count)..<min(count, seen.upperBound + seen.count)
    let ids = listing.ids[around]
    items.trim(to: ids)
    var effects: [Effect] = []
    let missing = items.request(ids)
    if !missing.isEmpty { effects.append(.gallery(.items(missing))) }
    if isZoomed { return effects + needsOfSelected }
    if layout.preview == nil {
      effects += needs(
        thumbnailsOf: Array(listing.ids[seen] + listing.ids[seen.upperBound..<around.upperBound]))
    } else {
      effects += needsOfSelected
    }
    return effects
  }

  private mutating func needs(thumbnailsOf ids: [Int64]) -> [Effect] {
    thumbnails.trim(to: ids)
    let readable = ids.filter { items[$0].map { $0.problem == nil && !$0.isLink } ?? false }
    let wanted = thumbnails.request(readable).compactMap { items[$0] }
    return wanted.isEmpty ? [] : [.gallery(.thumbnails(wanted))]
  }

  private var needsOfSelected: [Effect] {
    mutating get {
      guard let selected, !selected.isLink else { return [] }
      var effects: [Effect] = []
      if asked != selected.path {
        asked = selected.path
        effects.append(.gallery(.readPicture(path: selected.path)))
      }
      if detail != nil, !relatives.request([selected.id]).isEmpty {
        effects.append(.gallery(.findRelatives(of: selected)))
      }
      return effects
    }
  }

  func page(_ layout: GalleryLayout) -> GalleryPage {
    GalleryPage(
      GalleryRows(listing, columns: layout.columns), from: top, height: layout.pictures.height,
      rowHeight: layout.rowHeight)
  }
}

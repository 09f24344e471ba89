import Files
import Gallery
import Recipes
import Terminal

extension State {
  mutating func browse(_ command: Command.Gallery) -> [Effect] {
    if gallery.detail != nil, scrollDetail(command) { return [] }
    let layout = galleryLayout
    let rows = GalleryRows(gallery.listing, columns: layout.columns)
    let page = max(1, gallery.page(layout).rows.count)
    func move(_ offset: Int) {
      guard rows.count > 0 else { return }
      gallery.select(rows.moved(gallery.selection, byRows: offset))
    }
    switch command {
    case .up: move(-1)
    case .down: move(1)
    case .left: gallery.select(gallery.selection - 1)
    case .right: gallery.select(gallery.selection + 1)
    case .pageUp: move(-page)
    case .pageDown: move(page)
    case .first: gallery.select(0)
    case .last: gallery.select(gallery.count - 1)
    case .nextDamaged: return [.gallery(.findDamaged(gallery.idsFromNext))]
    case .changeView: gallery.chosenView = galleryView == .grid ? .list : .grid
    case .detail: gallery.detail = gallery.detail == nil ? 0 : nil
    case .search: return openSearch()
    case .mark: gallery.mark()
    case .markRange: gallery.markRange()
    case .markAll: gallery.markAll()
    case .nextOrder: return changeSearch(order: nextOrder)
    case .nextGrouping: return changeSearch(grouping: gallery.search.grouping.next)
    case .nextPlace: return changePlace(1)
    case .previousPlace: return changePlace(-1)
    }
    return []
  }

  /// How the pictures are shown: as the user chose, or as the terminal can.
  package var galleryView: GalleryState.View {
    gallery.chosenView ?? (picturesAreOff == nil ? .grid : .list)
  }

  var galleryLayout: GalleryLayout {
    GalleryLayout(
      Layout(size), galleryView, isDetailed: gallery.detail != nil, isCoarse: picturesAreCoarse)
  }

  /// What has to be read so that all that is seen of the gallery is there.
  mutating func readGallery() -> [Effect] {
    guard screen == .gallery, !size.isTooSmall else { return [] }
    return gallery.settle(galleryLayout, isZoomed: zoom != nil)
  }

  private mutating func changeSearch(
    order: GallerySearch.Order? = nil, grouping: GallerySearch.Grouping? = nil
  ) -> [Effect] {
    gallery.search.order = order ?? gallery.search.order
    gallery.search.grouping = grouping ?? gallery.search.grouping
    let groups = gallery.search.grouping.words.map { ", \($0) together" } ?? ""
    say(
      .info,
      gallery.search.order.words.prefix(1).uppercased()
        + gallery.search.order.words.dropFirst() + groups)
    return gallery.list()
  }

  /// The order after the one there is; similarity is to the picture that is marked or selected.
  private var nextOrder: GallerySearch.Order {
    switch gallery.search.order {
    case .newest: .oldest
    case .oldest: .rating
    case .rating: .seed
    case .seed: .model
    case .model:
      (gallery.marks.ids.first ?? gallery.selectedID).map { .similarity(to: $0) } ?? .newest
    case .similarity: .newest
    }
  }

  private mutating func changePlace(_ offset: Int) -> [Effect] {
    let all = GallerySearch.Place.allCases
    let index = all.firstIndex(of: gallery.search.place) ?? 0
    gallery.search.place = all[(index + offset + all.count) % all.count]
    gallery.marks.clear()
    gallery.detail = nil
    gallery.select(0)
    gallery.show(GalleryListing())
    return gallery.list()
  }

  /// Scrolls what is said of the picture; returns whether the command does that.
  private mutating func scrollDetail(_ command: Command.Gallery) -> Bool {
    let height = galleryLayout.pictures.height
    let lines = detailLines.count
    func scroll(_ offset: Int) {
      gallery.detail = max(0, min(lines - height, (gallery.detail ?? 0) + offset))
    }
    switch command {
    case .up: scroll(-1)
    case .down: scroll(1)
    case .pageUp: scroll(1 - height)
    case .pageDown: scroll(height - 1)
    case .first: scroll(-lines)
    case .last: scroll(lines)
    default: return false
    }
    return true
  }

  /// What is said of the selected picture, in lines that fit.
  var detailLines: [GalleryDetail.Line] {
    guard let item = gallery.selected else { return [] }
    return GalleryDetail(
      item, relatives: gallery.relatives[item.id], facts: facts, timeZone: gallery.timeZone
    ).lines(columns: galleryLayout.pictures.width)
  }

  mutating func note(_ action: Action.Gallery) -> [Effect] {
    switch action {
    case .pictureRead(let path, let picture):
      if path == recalledPath, let recipe = drawing.recalled {
        recalledPath = nil
        drawing.recall(recipe, picture)
      }
    case .refreshed(_, let notice?): say(.notice, notice)
    case .goesOn(let path, let trace): goesOn(from: path, trace)
    case .done, .undone, .undoFailed, .emptied, .refused: return note(deed: action)
    case .saved(let name):
      say(.success, "The search is kept as “\(name)”")
      return [.gallery(.listSavedSearches)]
    case .forgotten(let name):
      say(.info, "The search “\(name)” is forgotten")
      return [.gallery(.listSavedSearches)]
    case .openedElsewhere(let path): say(.info, "Opened \(path.name) in the system's viewer")
    case .copied(let text, let what): return copy(text, what)
    default: break
    }
    return gallery.note(action)
  }
}

extension GallerySearch.Grouping {
  var next: Self {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}

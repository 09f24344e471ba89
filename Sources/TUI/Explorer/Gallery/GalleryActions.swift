package import Engine
package import Files
package import Gallery
package import Recipes
package import Render

extension Command {
  /// Moving through the pictures, and other looks at them.
  package enum Gallery: CaseIterable, Hashable, Sendable {
    case up, down, left, right, pageUp, pageDown, first, last
    /// To the next file that cannot be read.
    case nextDamaged
    /// From the grid to the list and back.
    case changeView
    case nextOrder, nextGrouping, nextPlace, previousPlace
    /// All that is known of the picture.
    case detail
    case search
    case mark, markRange, markAll
  }

  /// What is thought of pictures, and what is done with their files.
  package enum Judge: CaseIterable, Hashable, Sendable {
    case favourite
    case unrated, one, two, three, four, five
    case tags, note
    case discard, restore, emptyTrash
    case undo

    /// The stars that it gives.
    var rating: Int? {
      let stars: [Judge] = [.unrated, .one, .two, .three, .four, .five]
      return stars.firstIndex(of: self)
    }
  }

  /// Going on from a picture.
  package enum Take: CaseIterable, Hashable, Sendable {
    case all, prompt, seed, allButSeed
    /// Takes all and draws at once.
    case again
    /// Begins from the picture.
    case begin
    /// Goes on from the latent that the picture carries.
    case goOn
    /// Draws what lies between two marked pictures.
    case between
    case copy
    /// In the system's own viewer.
    case openElsewhere
  }

  /// What the clipboard gets.
  package enum Copy: CaseIterable, Hashable, Sendable {
    case path, prompt, recipe, picture
  }

  /// In a line of text of the gallery.
  package enum Line: CaseIterable, Hashable, Sendable {
    case accept, complete
    /// To the saved search before, or after.
    case earlier, later
    case save, forget
  }
}

extension Action {
  package enum Gallery: Sendable {
    case refreshing(read: Int, of: Int)
    case refreshed(hasChanged: Bool, notice: String?)
    case refreshFailed(String)
    case listed(GallerySearch, GalleryListing)
    case misunderstood(GallerySearch, SearchError)
    case failed(GallerySearch, String)
    /// Those of `asked` that are still there.
    case items(asked: [Int64], [GalleryItem])
    case itemsFailed(asked: [Int64], String)
    case thumbnail(Int64, Bitmap)
    case thumbnailFailed(Int64)
    case pictureRead(path: Path, Picture)
    case pictureFailed(path: Path, String)
    /// The next run goes on from what the picture carries.
    case goesOn(from: Path, PictureTrace)
    case foundDamaged(Int64)
    case relatives(of: Int64, Relatives)
    case completed(text: String, cursor: Int, SearchCompletions)
    case savedSearches([SavedSearch])
    case saved(name: String)
    case forgotten(name: String)
    case done(GalleryDeed)
    case undone(GalleryDeed)
    case undoFailed(GalleryDeed, String)
    case emptied(Int)
    /// What was asked for could not be done.
    case refused(String)
    case openedElsewhere(Path)
    case copied(String, what: String)
  }
}

extension Effect {
  package enum Gallery: Equatable, Sendable {
    /// Makes the index follow the files.
    case refresh
    case list(GallerySearch)
    case items([Int64])
    /// Of pictures that are seen, the first ones first.
    case thumbnails([GalleryItem])
    case readPicture(path: Path)
    /// Has the next run, of this recipe, go on from what the picture carries.
    case goOn(from: Path, PictureMetadata)
    /// The first of the pictures that cannot be read.
    case findDamaged([Int64])
    case findRelatives(of: GalleryItem)
    case complete(text: String, cursor: Int)
    case listSavedSearches
    /// Forgets the search of that name where `text` is empty.
    case saveSearch(text: String, name: String)
    case judge([Int64], Judgement.Change)
    case discard([Int64])
    case restore([Int64])
    case undo(GalleryDeed)
    case emptyTrash
    case openElsewhere(Path)
    case copyPicture(Path)
  }
}

/// What a picture was made from, and what was made from it.
package struct Relatives: Equatable, Sendable {
  package var from: [GalleryItem]
  package var to: [GalleryItem]

  package init(from: [GalleryItem], to: [GalleryItem]) {
    self.from = from
    self.to = to
  }
}

/// A search that was given a name.
package struct SavedSearch: Equatable, Sendable {
  package var name: String
  package var text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

import Files
import Foundation
import Gallery
import Terminal

/// The user's gallery as commands use it.
struct OpenGallery {
  let catalogue: GalleryCatalogue
  let user: UserFolders

  init() {
    let locator = ResourceLocator()
    user = locator.user
    catalogue = GalleryCatalogue(.own, thumbnails: locator.thumbnailFolder)
  }

  /// Makes the index follow the files, with a line on a terminal that says how far it is.
  ///
  /// - Parameter quietly: whether what is wrong with the index is left to the caller to say.
  func refresh(_ cancellation: Cancellation, quietly: Bool = false) throws {
    try reading { _ = try catalogue.refresh(cancellation, report: $0) }
    if !quietly, let notice = catalogue.notice { Console.printError(notice) }
  }

  func reindex(_ cancellation: Cancellation) throws {
    try reading { try catalogue.reindex(cancellation, report: $0) }
    if let notice = catalogue.notice { Console.printError(notice) }
  }

  private func reading(_ body: ((_ read: Int, _ of: Int) -> Void) throws -> Void) throws {
    var shown = 0
    // What is done at once needs no line.
    func report(_ read: Int, _ count: Int) {
      guard count >= 1000, Console.errorIsTerminal else { return }
      let line = read == count ? "" : "reading pictures: \(read) of \(count)"
      Console.draw("\r" + line + String(repeating: " ", count: max(0, shown - line.columns)) + "\r")
      shown = line.columns
    }
    defer { if shown > 0 { Console.draw("\r" + String(repeating: " ", count: shown) + "\r") } }
    try body(report)
  }

  /// The picture that an argument names: by its path, or by its name in the gallery.
  ///
  /// - Parameter places: where it is looked for, until one is found.
  /// - Throws: `Failure` where there is none, or more than one of the name.
  func item(
    _ path: Path, in places: [GallerySearch.Place] = GallerySearch.Place.allCases
  ) throws -> GalleryItem {
    var named: [GalleryItem] = []
    for place in places where named.isEmpty {
      named = try catalogue.items(named: path, in: place)
    }
    if let item = named.first, named.count == 1 { return item }
    if named.isEmpty {
      throw Failure("the gallery has no picture \(path) (see 'wurst gallery')", .missing)
    }
    throw Failure(several: named.map(\.path), called: path)
  }
}

extension Failure {
  /// - Parameter paths: those of the pictures that `name` could be.
  init(several paths: [Path], called name: Path) {
    let paths = paths.map(\.description).joined(separator: ", ")
    self.init("several pictures are called \(name): \(paths); give the path of one", .usage)
  }
}

extension ResourceLocator {
  var thumbnailFolder: Path { user.cache / "thumbnails" }
}

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
  /// - Throws: `Failure` where there is none, or more than one of the name.
  func item(_ path: Path) throws -> GalleryItem {
    let named = try catalogue.items(named: path)
    if let item = named.first, named.count == 1 { return item }
    if named.isEmpty {
      throw Failure("the gallery has no picture \(path) (see 'wurst gallery')", .missing)
    }
    let paths = named.map(\.path.description).joined(separator: ", ")
    throw Failure("several pictures are called \(path): \(paths)", .usage)
  }
}

extension ResourceLocator {
  var thumbnailFolder: Path { user.cache / "thumbnails" }
}

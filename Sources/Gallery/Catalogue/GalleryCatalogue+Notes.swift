package import Files
import Foundation

extension GalleryCatalogue {
  /// The searches that have names, in the order of these.
  package func savedSearches() throws -> [(name: String, text: String)] {
    try GalleryNotes(of: gallery.root).searches.map { ($0.name, $0.text) }
  }

  /// Keeps a search under a name; an empty text forgets it.
  ///
  /// Throws `SearchError` for a text that cannot be understood.
  package func saveSearch(_ text: String, as name: String) throws {
    _ = try SearchParser.query(text, dates)
    let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
    try GalleryNotes.change(of: gallery.root) { notes in
      notes.searches.removeAll { $0.name == name }
      if !text.isEmpty { notes.searches.append(.init(name: name, text: text)) }
      notes.searches.sort { ($0.name.searchKey, $0.name) < ($1.name.searchKey, $1.name) }
    }
  }

  /// The folders that were added to look at.
  package func folders() throws -> [Path] { try GalleryNotes(of: gallery.root).folders }

  /// Looks into a folder from now on, where nothing is changed.
  ///
  /// - Throws: `GalleryNotesError` for what is no folder, and for one that is looked into already.
  package func addFolder(_ path: Path) throws {
    let path = path.absolute
    guard Folder.exists(path) else {
      throw GalleryNotesError.folder(path: path, problem: "is no folder")
    }
    let root = gallery.root.absolute
    if path.lies(in: root) || root.lies(in: path) {
      throw GalleryNotesError.folder(path: path, problem: "is a folder of the gallery itself")
    }
    try GalleryNotes.change(of: gallery.root) { notes in
      if let above = notes.folders.first(where: { path.lies(in: $0) }) {
        let problem =
          above == path ? "is looked into already" : "is looked into already, as part of \(above)"
        throw GalleryNotesError.folder(path: path, problem: problem)
      }
      notes.folders.removeAll { $0.lies(in: path) }
      notes.folders.append(path)
      notes.folders.sort()
    }
  }

  /// Looks into a folder no longer; the folder stays as it is, and may be gone.
  package func removeFolder(_ path: Path) throws {
    let path = path.absolute
    try GalleryNotes.change(of: gallery.root) { notes in
      guard notes.folders.contains(path) else {
        throw GalleryNotesError.folder(
          path: path, problem: "is none of the folders that were added")
      }
      notes.folders.removeAll { $0 == path }
    }
  }
}

extension Path {
  /// Whether the path is `folder` or below it.
  fileprivate func lies(in folder: Path) -> Bool {
    self == folder || folder == "/" || bytes.starts(with: folder.bytes + [UInt8(ascii: "/")])
  }
}

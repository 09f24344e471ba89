package import Files
import Foundation

/// What a gallery knows beside its pictures: folders that were added to look at, and searches with names.
///
/// It lies in `gallery.json` in the gallery's folder; what is changed in it is changed under a lock.
struct GalleryNotes: Equatable {
  /// From the root.
  var folders: [Path] = []
  /// In the order of their names.
  var searches: [SavedSearch] = []

  struct SavedSearch: Codable, Equatable {
    var name: String
    var text: String
  }

  private static let schema = 1
  private static let largest = 16 << 20

  private struct Content: Codable {
    var schema: Int
    var folders: [Path]?
    var searches: [SavedSearch]?
  }

  init() {}

  /// Reads the notes of the gallery in `root`; those that are not there are empty.
  init(of root: Path) throws(GalleryNotesError) {
    let path = Self.path(root)
    let bytes: [UInt8]
    do throws(ReadError) {
      bytes = try PlainFile.contents(path, atMost: Self.largest)
    } catch {
      switch error {
      case .missing: return
      case .unreadable(_, let reason): throw .unreadable(path: path, reason: reason)
      }
    }
    guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)),
      content.folders?.allSatisfy(\.isAbsolute) ?? true
    else { throw .damaged(path: path) }
    guard content.schema <= Self.schema else { throw .newer(path: path, schema: content.schema) }
    folders = content.folders ?? []
    searches = content.searches ?? []
  }

  /// Changes the notes as they are just then, while no other program does; damaged ones are set aside.
  ///
  /// - Throws: `GalleryNotesError`, `WriteError`, and what `change` throws; then nothing is changed.
  static func change(of root: Path, _ change: (inout GalleryNotes) throws -> Void) throws {
    let path = path(root)
    try Folder.makeAll(root)
    try FileLock.hold(path.appending(".lock")) {
      var notes = GalleryNotes()
      var isDamaged = false
      do {
        notes = try GalleryNotes(of: root)
      } catch GalleryNotesError.damaged {
        isDamaged = true
      }
      try change(&notes)
      try Writing.whole {
        if isDamaged { try Folder.setAside(path) }
        try notes.save(path)
      }
    }
  }

  private func save(_ path: Path) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let content = Content(schema: Self.schema, folders: folders, searches: searches)
    try AtomicFile.write(Array(try encoder.encode(content)) + [UInt8(ascii: "\n")], to: path)
  }

  private static func path(_ root: Path) -> Path { root / "gallery.json" }
}

/// Why what a gallery knows beside its pictures cannot be used.
package enum GalleryNotesError: Error, Equatable, Sendable, CustomStringConvertible {
  case unreadable(path: Path, reason: String)
  case damaged(path: Path)
  case newer(path: Path, schema: Int)
  /// It is no folder, or the gallery looks into it already.
  case folder(path: Path, problem: String)

  package var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "cannot read \(path), the gallery's list of folders and searches: \(reason)"
    case .damaged(let path):
      "\(path), the gallery's list of folders and searches, is damaged; correct it, or add to it anew, "
        + "for which it is put aside"
    case .newer(let path, let schema):
      "\(path), the gallery's list of folders and searches, has schema \(schema), which a newer wurst "
        + "may read"
    case .folder(let path, let problem): "\(path) \(problem)"
    }
  }
}

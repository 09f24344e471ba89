package import Engine
package import Recipes

/// Where pictures are: the kept ones, and those of the user; what the explorer needs of the disk.
package protocol PictureShelf: Sendable {
  /// Keeps the picture with its recipe and returns the path of the file.
  func keep(_ picture: Picture, recipe: Recipe) throws -> String

  /// The kept pictures, newest first.
  func pictures() throws -> [KeptPicture]

  func load(_ path: String) throws -> Picture

  /// Reads a picture to begin from, whole.
  func open(_ path: String) throws -> PictureFile

  /// The folders and pictures in the folder at `path`, in the order to show them.
  func entries(of path: String) throws -> [FolderEntry]
}

/// One picture of the gallery.
package struct KeptPicture: Equatable, Sendable {
  package let path: String
  /// When it was kept, in local time, as `2026-11-22 14:05`.
  package let date: String
  /// Nil for a file without a recipe that can be read.
  package let recipe: Recipe?

  package init(path: String, date: String, recipe: Recipe?) {
    self.path = path
    self.date = date
    self.recipe = recipe
  }
}

/// A picture as its file has it.
package struct PictureFile: Equatable, Sendable {
  package let path: String
  /// Of the file's content.
  package let fingerprint: String
  package let picture: Picture

  package init(path: String, fingerprint: String, picture: Picture) {
    self.path = path
    self.fingerprint = fingerprint
    self.picture = picture
  }
}

/// A folder or a picture in a folder.
package struct FolderEntry: Equatable, Sendable {
  package let name: String
  package let isFolder: Bool

  package init(name: String, isFolder: Bool) {
    self.name = name
    self.isFolder = isFolder
  }
}

/// A picture to begin from, as it is shown.
package struct InputPicture: Equatable, Sendable {
  package let path: String
  package let fingerprint: String
  /// Of the file, in pixels.
  package let size: PictureSize
  /// Cut and resized to the size that is drawn.
  package let fitted: Picture

  package init(path: String, fingerprint: String, size: PictureSize, fitted: Picture) {
    self.path = path
    self.fingerprint = fingerprint
    self.size = size
    self.fitted = fitted
  }

  package var name: String { Self.name(of: path) }

  package static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}

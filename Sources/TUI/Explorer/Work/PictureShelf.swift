package import Engine
package import Files
package import Recipes

/// Where pictures are: the kept ones, and those of the user; what the explorer needs of the disk.
package protocol PictureShelf: Sendable {
  /// Records a finished run, so that its picture can still be kept later.
  func record(_ run: Trace) throws

  /// Keeps the picture with its recipe and returns the path of the file; that of a recorded run as
  /// it was recorded.
  func keep(_ picture: Picture, recipe: Recipe) throws -> String

  func load(_ path: Path, _ cancellation: Cancellation) throws -> Picture

  /// Reads a picture to begin from or a mask, whole.
  func open(
    _ path: Path, as use: PictureFile.Use, _ cancellation: Cancellation
  ) throws -> PictureFile

  /// The recipe that the picture at `path` carries.
  func recipe(in path: Path) throws -> Recipe

  /// The folders in the folder at `path`, and the files with one of `endings`, in the order to show
  /// them.
  func entries(of path: Path, ending endings: Set<String>) throws -> [FolderEntry]
}

/// A folder or a file in a folder.
package struct FolderEntry: Equatable, Sendable {
  package let name: String
  package let isFolder: Bool

  package init(name: String, isFolder: Bool) {
    self.name = name
    self.isFolder = isFolder
  }
}

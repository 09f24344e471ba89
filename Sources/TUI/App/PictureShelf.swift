package import Engine

/// Where kept pictures are; what the explorer needs of a gallery.
package protocol PictureShelf: Sendable {
  /// Keeps the picture with its recipe and returns the path of the file.
  func keep(_ picture: Picture, recipe: Recipe) throws -> String

  /// The kept pictures, newest first.
  func pictures() throws -> [KeptPicture]

  func load(_ path: String) throws -> Picture
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

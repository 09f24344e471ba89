package import Engine
package import Files
import Foundation
package import Gallery
package import Recipes
import Render

/// Keeps pictures in a gallery folder, with their recipes inside.
package struct GalleryShelf: PictureShelf {
  private let gallery: Gallery
  private let home: Path
  private let fingerprint: @Sendable (String) throws -> String?

  /// - Parameters:
  ///   - home: the user's home folder, which messages write as `~`.
  ///   - fingerprint: tells apart models of the same name, which it gets; it may take a while.
  package init(
    _ gallery: Gallery, home: Path, fingerprint: @escaping @Sendable (String) throws -> String?
  ) {
    self.gallery = gallery
    self.home = home
    self.fingerprint = fingerprint
  }

  package func keep(_ picture: Picture, recipe: Recipe) throws -> String {
    let metadata = PictureMetadata(recipe: recipe, fingerprint: try fingerprint(recipe.model))
    let entry = try gallery.keep(
      picture.bitmap, texts: metadata.pngTexts(width: picture.width, height: picture.height),
      name: "\(recipe.seed) \(recipe.prompt)", date: Date())
    return entry.path.abbreviated(home).description
  }

  package func load(_ path: Path, _ cancellation: Cancellation) throws -> Picture {
    do {
      return Picture(try PNGReader.read(path, cancellation).bitmap)
    } catch {
      throw Self.problem(error, with: path)
    }
  }

  /// What is wrong with a file of the gallery, which is named above: its whole path would hide the
  /// rest.
  private static func problem(_ error: any Error, with path: Path) -> Failure {
    Failure("\(error)".replacing(path.description, with: "it"), .damaged)
  }

  package func open(
    _ path: Path, as use: PictureFile.Use, _ cancellation: Cancellation
  ) throws -> PictureFile {
    try PictureFile(reading: path.expandingHome(home).absolute, as: use, cancellation)
  }

  package func entries(of path: Path) throws -> [FolderEntry] {
    guard let files = try? Folder.entries(path.expandingHome(home).absolute) else {
      throw Failure("there is no folder \(path) that can be read", .missing)
    }
    let entries = files.compactMap { file -> FolderEntry? in
      // Links are followed.
      let isFolder = Folder.exists(file.path)
      let isPicture = Self.pictureEndings.contains(file.path.ending.lowercased())
      return isFolder || isPicture ? FolderEntry(name: file.name, isFolder: isFolder) : nil
    }
    return entries.sorted { ($0.isFolder ? 0 : 1, $0.name) < ($1.isFolder ? 0 : 1, $1.name) }
  }

  private static let pictureEndings: Set = ["png", "jpg", "jpeg", "webp"]
}

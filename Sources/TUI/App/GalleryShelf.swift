package import Engine
import Foundation
package import Gallery
import Render

/// Keeps pictures in a gallery folder, with their recipes inside.
package struct GalleryShelf: PictureShelf {
  private let gallery: Gallery
  private let home: String?
  private let fingerprint: @Sendable () throws -> String?

  /// - Parameters:
  ///   - home: the user's home folder, which messages write as `~`.
  ///   - fingerprint: tells apart models of the same name; it may take a while.
  package init(
    _ gallery: Gallery, home: String?, fingerprint: @escaping @Sendable () throws -> String?
  ) {
    self.gallery = gallery
    self.home = home
    self.fingerprint = fingerprint
  }

  package func keep(_ picture: Picture, recipe: Recipe) throws -> String {
    let metadata = PictureMetadata(recipe: recipe, fingerprint: try fingerprint())
    let entry = try gallery.keep(
      picture.bitmap, texts: metadata.texts(width: picture.width, height: picture.height),
      name: "\(recipe.seed) \(recipe.prompt)", date: Date())
    guard let home, entry.path.hasPrefix(home + "/") else { return entry.path }
    return "~" + entry.path.dropFirst(home.count)
  }

  package func pictures() throws -> [KeptPicture] {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = "yyyy-MM-dd HH:mm"
    return try gallery.entries().map { entry in
      // A picture of another program, or with a damaged recipe, is shown all the same.
      let metadata = try? PictureMetadata.read(entry.texts)
      return KeptPicture(
        path: entry.path, date: format.string(from: entry.date), recipe: metadata?.recipe)
    }
  }

  package func load(_ path: String) throws -> Picture {
    Picture(try PNGReader.read(path).bitmap)
  }
}

package import Engine
package import Files
import Foundation
package import Gallery
package import Recipes
import Render

/// Keeps pictures in a gallery folder, with their recipes inside.
package struct GalleryShelf: PictureShelf {
  private let gallery: Gallery
  private let home: String?
  private let fingerprint: @Sendable (String) throws -> String?

  /// - Parameters:
  ///   - home: the user's home folder, which messages write as `~`.
  ///   - fingerprint: tells apart models of the same name, which it gets; it may take a while.
  package init(
    _ gallery: Gallery, home: String?, fingerprint: @escaping @Sendable (String) throws -> String?
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
    guard let home, entry.path.hasPrefix(home + "/") else { return entry.path }
    return "~" + entry.path.dropFirst(home.count)
  }

  package func pictures() throws -> [KeptPicture] {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = "yyyy-MM-dd HH:mm"
    return try gallery.entries().map { entry in
      let date = format.string(from: entry.date)
      do {
        let texts = try entry.texts.get()
        let recipe = try PictureMetadata.read(texts.texts)?.recipe
        let problem = recipe == nil && !texts.notices.isEmpty
        return KeptPicture(
          path: entry.path, date: date, recipe: recipe,
          problem: problem ? texts.notices.joined(separator: " ") : nil)
      } catch {
        // The file is named above its problem, and its whole path would hide the rest.
        let problem = "\(error)".replacing(entry.path, with: "it")
        return KeptPicture(
          path: entry.path, date: date, recipe: nil, problem: Failure(problem, .damaged).message)
      }
    }
  }

  package func load(_ path: String, _ cancellation: Cancellation) throws -> Picture {
    Picture(try PNGReader.read(path, cancellation).bitmap)
  }

  package func open(
    _ path: String, as use: PictureFile.Use, _ cancellation: Cancellation
  ) throws -> PictureFile {
    try PictureFile(reading: absolute(path), as: use, cancellation)
  }

  package func entries(of path: String) throws -> [FolderEntry] {
    let folder = URL(filePath: absolute(path), directoryHint: .isDirectory)
    guard
      let files = try? FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: [.isDirectoryKey])
    else { throw Failure("there is no folder \(path) that can be read", .missing) }
    let entries = files.compactMap { file -> FolderEntry? in
      // Links are followed.
      let target = file.resolvingSymlinksInPath()
      let isFolder =
        (try? target.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
      let name = file.lastPathComponent
      let isPicture = Self.pictureEndings.contains(file.pathExtension.lowercased())
      return isFolder || isPicture ? FolderEntry(name: name, isFolder: isFolder) : nil
    }
    return entries.sorted { ($0.isFolder ? 0 : 1, $0.name) < ($1.isFolder ? 0 : 1, $1.name) }
  }

  private static let pictureEndings: Set = ["png", "jpg", "jpeg", "webp"]

  /// The path with `~` written out, from the working folder where it is relative.
  private func absolute(_ path: String) -> String {
    var path = path
    if let home, path == "~" || path.hasPrefix("~/") { path = home + path.dropFirst() }
    return FilePath.absolute(path)
  }
}

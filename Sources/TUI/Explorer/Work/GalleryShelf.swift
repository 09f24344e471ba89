package import Engine
import Files
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
    let pictures = try gallery.entries().map { entry in
      let date = format.string(from: entry.date)
      do {
        let recipe = try PictureMetadata.read(entry.texts.get())?.recipe
        return KeptPicture(path: entry.path, date: date, recipe: recipe)
      } catch {
        return KeptPicture(
          path: entry.path, date: date, recipe: nil,
          problem: Self.problem(error, with: entry.path).message)
      }
    }
    let others = try gallery.others().sorted { $1.modified < $0.modified }.map {
      KeptPicture(
        path: $0.path, date: format.string(from: $0.modified), recipe: nil,
        problem: "it is a link or a device, which the gallery does not open", isLink: true)
    }
    return pictures + others
  }

  package func load(_ path: String) throws -> Picture {
    do {
      return Picture(try PNGReader.read(path).bitmap)
    } catch {
      throw Self.problem(error, with: path)
    }
  }

  /// What is wrong with a file of the gallery, which is named above: its whole path would hide the
  /// rest.
  private static func problem(_ error: any Error, with path: String) -> Failure {
    Failure("\(error)".replacing(path, with: "it"), .damaged)
  }

  package func open(_ path: String) throws -> PictureFile {
    try PictureFile(reading: absolute(path))
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

  private static let pictureEndings: Set = ["png", "jpg", "jpeg"]

  /// The path with `~` written out, from the working folder where it is relative.
  private func absolute(_ path: String) -> String {
    var path = path
    if let home, path == "~" || path.hasPrefix("~/") { path = home + path.dropFirst() }
    return FilePath.absolute(path)
  }
}

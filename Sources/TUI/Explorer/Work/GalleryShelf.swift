package import Engine
package import Files
import Foundation
package import Gallery
package import Recipes
import Render
import Synchronization

/// Keeps pictures in a gallery folder, with their recipes inside.
package struct GalleryShelf: PictureShelf {
  private let gallery: Gallery
  private let home: Path
  private let fingerprint: @Sendable (Recipe) throws -> String?
  private let recorded = RecordedRuns()

  /// - Parameters:
  ///   - home: the user's home folder, which messages write as `~`.
  ///   - fingerprint: of the model that draws a recipe, to tell apart those of the same name; it may
  ///     take a while.
  package init(
    _ gallery: Gallery, home: Path, fingerprint: @escaping @Sendable (Recipe) throws -> String?
  ) {
    self.gallery = gallery
    self.home = home
    self.fingerprint = fingerprint
  }

  package func record(_ run: Trace) throws {
    let recipe = run.recipe
    for (index, picture) in run.pictures.enumerated() {
      let path = try gallery.record(
        picture.bitmap, texts: try texts(of: picture, recipe), trace: PictureTrace(run, of: index),
        name: Self.name(recipe), date: Date())
      recorded.add(path, picture, recipe)
    }
  }

  package func keep(_ picture: Picture, recipe: Recipe) throws -> String {
    if let run = recorded.take(picture, recipe) {
      // Other programs that record runs may have pushed it out meanwhile.
      if let deed = try? gallery.restore([run]), case .moved(let moved) = deed.kind {
        return moved[0].to.abbreviated(home).description
      }
    }
    let entry = try gallery.keep(
      picture.bitmap, texts: try texts(of: picture, recipe), name: Self.name(recipe), date: Date())
    return entry.path.abbreviated(home).description
  }

  private func texts(of picture: Picture, _ recipe: Recipe) throws -> [PNGText] {
    PictureMetadata(recipe: recipe, fingerprint: try fingerprint(recipe))
      .pngTexts(width: picture.width, height: picture.height)
  }

  private static func name(_ recipe: Recipe) -> String { "\(recipe.seed) \(recipe.prompt)" }

  package func load(_ path: Path, _ cancellation: Cancellation) throws -> Picture {
    do {
      return Picture(try ImageReader.read(path, cancellation).bitmap)
    } catch {
      throw Self.problem(error, with: path)
    }
  }

  /// What is wrong with a file of the gallery, which is named above: its whole path would hide the
  /// rest.
  private static func problem(_ error: any Error, with path: Path) -> Failure {
    path.exists
      ? Failure("\(error)".replacing(path.description, with: "it"), .damaged)
      : Failure("it is not there any more", .missing)
  }

  package func open(
    _ path: Path, as use: PictureFile.Use, _ cancellation: Cancellation
  ) throws -> PictureFile {
    try PictureFile(reading: path.expandingHome(home).absolute, as: use, cancellation)
  }

  package func recipe(in path: Path) throws -> Recipe {
    let path = path.expandingHome(home).absolute
    guard let metadata = try PictureMetadata.read(ImageReader.survey(path)) else {
      throw Failure("\(path.abbreviated(home)) carries no recipe", .damaged)
    }
    return metadata.recipe
  }

  package func entries(of path: Path, ending endings: Set<String>) throws -> [FolderEntry] {
    guard let files = try? Folder.entries(path.expandingHome(home).absolute) else {
      throw Failure("there is no folder \(path) that can be read", .missing)
    }
    let entries = files.compactMap { file -> FolderEntry? in
      // Links are followed.
      let isFolder = Folder.exists(file.path)
      let isWanted = endings.contains(file.path.ending.lowercased())
      return isFolder || isWanted ? FolderEntry(name: file.name, isFolder: isFolder) : nil
    }
    return entries.sorted { ($0.isFolder ? 0 : 1, $0.name) < ($1.isFolder ? 0 : 1, $1.name) }
  }
}

/// Where the runs of this session are recorded, the latest of them.
private final class RecordedRuns: Sendable {
  private struct Run {
    let path: Path
    let recipe: Recipe
    let pixels: Int
  }

  private static let limit = 1000
  private let runs = Mutex<[Run]>([])

  func add(_ path: Path, _ picture: Picture, _ recipe: Recipe) {
    runs.withLock { runs in
      runs.append(Run(path: path, recipe: recipe, pixels: Self.pixels(picture)))
      if runs.count > Self.limit { runs.removeFirst() }
    }
  }

  /// The file of the latest run of `recipe` that gave `picture`, which then is no recorded run any more.
  func take(_ picture: Picture, _ recipe: Recipe) -> Path? {
    let pixels = Self.pixels(picture)
    return runs.withLock { runs in
      let index = runs.lastIndex { $0.pixels == pixels && $0.recipe == recipe }
      return index.map { runs.remove(at: $0).path }
    }
  }

  private static func pixels(_ picture: Picture) -> Int {
    var hasher = Hasher()
    hasher.combine(picture.width)
    unsafe picture.rgb.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}

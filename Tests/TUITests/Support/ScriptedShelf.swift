import Engine
import Files
import Gallery
import Recipes
import wurst

/// A shelf in memory.
final class ScriptedShelf: PictureShelf {
  struct Full: Error, CustomStringConvertible {
    let description = "/nowhere is read-only"
  }

  /// The pictures beside the gallery, with the fingerprint that each file has.
  static let files: [Path: String] = ["/pictures/cat.png": "00aa", "/pictures/cave.jpg": "00bb"]

  /// The files that change a prior.
  static let changes: [Path: Int] = [
    "/pictures/ink.safetensors": 1, "/pictures/oil.safetensors": 2,
  ]

  let catalogue: ScriptedCatalogue
  private let isFull: Bool
  private let hasChanged: Bool

  /// - Parameter hasChanged: whether the pictures beside the gallery are other ones by now.
  init(_ items: [GalleryItem] = [], isFull: Bool = false, hasChanged: Bool = false) {
    self.isFull = isFull
    self.hasChanged = hasChanged
    catalogue = ScriptedCatalogue(items)
  }

  init(_ catalogue: ScriptedCatalogue) {
    self.catalogue = catalogue
    (isFull, hasChanged) = (false, false)
  }

  func record(_: Trace) {}

  func keep(_ picture: Picture, recipe: Recipe) throws -> String {
    if isFull { throw Full() }
    let number = catalogue.pictures().count + 1
    let path = "~/gallery/\(number).png"
    catalogue.add(ScriptedCatalogue.item(Int64(number), Path(path), recipe))
    return path
  }

  private var pictures: [GalleryItem] {
    GallerySearch.Place.allCases.flatMap(catalogue.pictures)
  }

  func load(_ path: Path, _: Cancellation) throws -> Picture {
    guard let recipe = pictures.first(where: { $0.path == path })?.recipe else { throw Full() }
    return ScriptedPainter.picture(seed: recipe.seed)
  }

  func open(_ path: Path, as _: PictureFile.Use, _: Cancellation) throws -> PictureFile {
    let picture = Picture(width: 6, height: 4, rgb: (0..<72).map { UInt8($0) })
    if let fingerprint = Self.files[path] {
      return PictureFile(
        path: path, fingerprint: hasChanged ? "00ff" : fingerprint, picture: picture)
    }
    if pictures.contains(where: { $0.path == path }) {
      return PictureFile(path: path, fingerprint: "00cc", picture: picture)
    }
    throw ScriptedPainter.Trouble(description: "there is no picture \(path)")
  }

  func recipe(in path: Path) throws -> Recipe {
    guard let recipe = pictures.first(where: { $0.path == path })?.recipe else {
      throw ScriptedPainter.Trouble(description: "\(path) carries no recipe")
    }
    return recipe
  }

  func entries(of path: Path, ending endings: Set<String>) throws -> [FolderEntry] {
    switch path {
    case "/": [FolderEntry(name: "pictures", isFolder: true)]
    case "/pictures/":
      [FolderEntry(name: "old", isFolder: true)]
        + (Array(Self.files.keys) + Array(Self.changes.keys)).sorted()
        .filter { endings.contains($0.ending) }
        .map { FolderEntry(name: $0.name, isFolder: false) }
    default: throw ScriptedPainter.Trouble(description: "there is no folder \(path)")
    }
  }
}

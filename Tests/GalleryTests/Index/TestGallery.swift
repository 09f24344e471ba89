import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport

/// A gallery in a folder of its own, with pictures that are small and quickly made.
struct TestGallery {
  let folder: TemporaryFolder
  let gallery: Gallery
  let catalogue: GalleryCatalogue

  static let noon = Date(timeIntervalSince1970: 1_785_585_600)

  init() throws {
    folder = try TemporaryFolder()
    gallery = Gallery(root: folder.path / "gallery", timeZone: .gmt)
    catalogue = GalleryCatalogue(
      gallery, thumbnails: folder.path / "thumbnails", timeZone: .gmt)
  }

  /// Another program that looks at the same gallery.
  func another() -> GalleryCatalogue {
    GalleryCatalogue(gallery, thumbnails: folder.path / "thumbnails", timeZone: .gmt)
  }

  static func recipe(_ prompt: String, seed: UInt32 = 1) -> Recipe {
    Recipe(
      prompt: prompt, negative: "", model: "toy-scenes", seed: seed,
      stageC: .init(steps: 30, guidance: 3, sampler: .ddpm), stageB: .init(steps: 8, guidance: 1))
  }

  /// Keeps a picture, `minutes` after noon.
  @discardableResult
  func keep(_ recipe: Recipe, trace: PictureTrace? = nil, minutes: Double = 0) throws -> Path {
    let bitmap = Bitmap(width: 3, height: 2, filledWith: RGB(hex: 0xCC3344))
    let texts = PictureMetadata(recipe: recipe, fingerprint: nil).pngTexts(width: 3, height: 2)
    return try gallery.keep(
      bitmap, texts: texts, trace: trace, name: "\(recipe.seed) \(recipe.prompt)",
      date: Self.noon.addingTimeInterval(60 * minutes)
    ).path
  }

  @discardableResult
  func keep(_ prompt: String, seed: UInt32 = 1, minutes: Double = 0) throws -> Path {
    try keep(Self.recipe(prompt, seed: seed), minutes: minutes)
  }

  @discardableResult
  func refresh(_ catalogue: GalleryCatalogue? = nil) throws -> Bool {
    try (catalogue ?? self.catalogue).refresh(Cancellation()) { _, _ in }
  }

  /// The prompts of what is found, or the names of files that have none.
  func found(_ text: String = "", search: GallerySearch = GallerySearch()) throws -> [String] {
    var search = search
    search.text = text
    return try catalogue.items(catalogue.list(search).ids).map { $0.prompt ?? $0.path.name }
  }
}

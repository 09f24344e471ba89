import Dialects
import Recipes
import Render

/// What other programs write into pictures: places and texts by turns, each up to a NUL.
struct DialectInput: FuzzedReader {
  private let facts = ModelFacts(
    name: "model", channels: 16, codes: 8192,
    sizes: PictureSizes(
      trained: PictureSize(width: 512, height: 512), latent: .init(height: 12, width: 12),
      reduction: 4, unit: 8),
    defaults: .first)

  func read(_ bytes: [UInt8]) throws {
    let parts = bytes.split(separator: 0, maxSplits: 20, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let texts = zip(parts, parts.dropFirst()).enumerated().filter { $0.offset % 2 == 0 }.map {
      PictureText(Self.place($0.element.0), $0.element.1)
    }
    guard let foreign = ForeignRecipe.read(PictureSurvey(texts: texts)) else { return }
    check(!foreign.isEmpty && !foreign.program.isEmpty)
    let recall = Recall(foreign, for: facts)
    check(recall.recipe.problem == nil, recall.recipe.problem ?? "")
  }

  /// A keyword, but for the names of the other places.
  private static func place(_ name: String) -> PictureText.Place {
    switch name {
    case "": .comment
    case "XMP": .xmp
    case "EXIF": .exif(.userComment)
    case "software": .exif(.software)
    case "make": .exif(.make)
    case "description": .exif(.imageDescription)
    case "note": .exif(.makerNote)
    default: .keyword(name)
    }
  }
}

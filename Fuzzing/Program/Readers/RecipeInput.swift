import Recipes

/// The JSON of a picture's recipe.
struct RecipeInput: FuzzedReader {
  func read(_ bytes: [UInt8]) throws {
    let text = MetadataText(
      keyword: PictureMetadata.keyword, text: String(decoding: bytes, as: UTF8.self))
    let metadata: PictureMetadata?
    do {
      metadata = try PictureMetadata.read([text])
    } catch {
      return
    }
    guard let metadata else { preconditionFailure("the recipe is lost") }
    let written = metadata.texts(width: 64, height: 64)
    check(try PictureMetadata.read(written) == metadata)
  }
}

import Recipes
import Render

/// Texts of a picture: keyword and text by turns, each up to a NUL.
struct TextInput: FuzzedReader {
  private let file = MemoryFile()

  func read(_ bytes: [UInt8]) throws {
    let parts = bytes.split(separator: 0, maxSplits: 20, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let texts = zip(parts, parts.dropFirst()).enumerated().filter { $0.offset % 2 == 0 }.map {
      PNGText(keyword: $0.element.0, text: $0.element.1)
    }
    do {
      _ = try PictureMetadata.read(texts.map { .init(keyword: $0.keyword, text: $0.text) })
    } catch {}
    let bitmap = Bitmap(width: 1, height: 1, rgb: [1, 2, 3])
    try PictureCheck.writePNG(bitmap, texts, file)
  }
}

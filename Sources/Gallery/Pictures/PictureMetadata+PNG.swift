package import Recipes
package import Render

extension PictureMetadata {
  /// The texts of a PNG picture of this size in pixels.
  package func pngTexts(width: Int, height: Int) -> [PNGText] {
    texts(width: width, height: height).map {
      PNGText(keyword: $0.keyword, text: $0.text, form: $0.isPlain ? .latin : .international)
    }
  }

  /// Reads what `pngTexts` writes; nil when the picture carries no recipe of ours.
  package static func read(_ texts: [PNGText]) throws(MetadataError) -> PictureMetadata? {
    try read(
      texts.map {
        MetadataText(keyword: $0.keyword, text: $0.text, isPlain: $0.form == .latin)
      })
  }
}

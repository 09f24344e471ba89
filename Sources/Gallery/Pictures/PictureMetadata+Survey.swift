package import Recipes
package import Render

extension PictureMetadata {
  /// Reads wurst's own recipe out of what a file says of itself; nil where there is none.
  package static func read(_ survey: PictureSurvey) throws(MetadataError) -> PictureMetadata? {
    try read(
      survey.texts.compactMap { text in
        guard case .keyword(let keyword) = text.place else { return nil }
        return MetadataText(keyword: keyword, text: text.text)
      })
  }
}

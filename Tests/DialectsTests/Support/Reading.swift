import Dialects
import Render

extension ForeignRecipe {
  /// What is understood of a picture with these texts under keywords.
  static func read(_ texts: [String: String]) -> ForeignRecipe? {
    ForeignRecipe.read(
      PictureSurvey(
        texts: texts.sorted { $0.key < $1.key }.map {
          PictureText(.keyword($0.key), $0.value)
        }))
  }

  static func read(_ place: PictureText.Place, _ text: String) -> ForeignRecipe? {
    ForeignRecipe.read(PictureSurvey(texts: [PictureText(place, text)]))
  }

  /// Width and height as `1024x576`.
  var size: String? {
    guard let width = width?.whole, let height = height?.whole else { return nil }
    return "\(width)x\(height)"
  }

  subscript(name: String) -> String? { others.first { $0.name == name }?.text }
}

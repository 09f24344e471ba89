package import Render

extension ForeignRecipe {
  /// In the order in which they are tried: who says a name of its own before who does not.
  private static let dialects: [any Dialect] = [
    Mold(), InvokeAI(), InvokeAISecond(), InvokeAIFirst(), NovelAI(), Fooocus(), SwarmUI(),
    StableDiffusionCpp(), SDNext(), DrawThings(), ComfyUI(), EasyDiffusion(), A1111(),
  ]

  /// What the program that drew a picture says of it; nil where nothing is understood.
  package static func read(_ survey: PictureSurvey) -> ForeignRecipe? {
    let texts = CarriedTexts(survey.texts)
    return dialects.lazy.compactMap { $0.read(texts) }.first { !$0.isEmpty }
  }
}

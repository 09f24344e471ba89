/// stable-diffusion.cpp: A1111's text, with sampler and schedule as one word, and settings of its own
/// as JSON at the end of the line.
///
/// JPEG files have it in a comment, WebP files in XMP.
struct StableDiffusionCpp: Dialect {
  private static let name = "stable-diffusion.cpp"

  func read(_ texts: CarriedTexts) -> ForeignRecipe? {
    let xmp = texts.xmp.lazy.compactMap { $0["sdcpp:parameters"] }.first
    guard let text = texts.parameters ?? xmp else { return nil }
    let reading = InfotextReading(text)
    guard reading["Version"]?.hasPrefix(Self.name) == true || xmp != nil else { return nil }
    var recipe = reading.recipe(of: Self.name)
    // Of models in parts, the file with the network that draws.
    recipe.model = recipe.model ?? reading.word("Unet")
    return recipe
  }
}

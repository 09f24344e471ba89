/// Fooocus, which writes an object of JSON or A1111's text, and says which.
///
/// PNG files have `parameters` and the name of the scheme beside it; others have both in EXIF data,
/// the scheme as the note of the maker.
struct Fooocus: Dialect {
  private static let name = "Fooocus"

  func read(_ texts: CarriedTexts) -> ForeignRecipe? {
    guard let text = texts.parameters else { return nil }
    let scheme = texts.named("fooocus_scheme") ?? texts.makerNote
    let json = JSONReader.read(text)
    let isNamed =
      scheme.map { ["fooocus", "a1111"].contains($0) } == true
      || texts.software?.hasPrefix(Self.name) == true
    if let json, json.isObject {
      return isNamed || Self.isOwn(json["version"]?.string) || json["full_prompt"] != nil
        ? Self.recipe(json) : nil
    }
    let reading = InfotextReading(text)
    guard isNamed || Self.isOwn(reading["Version"]) else { return nil }
    var recipe = reading.recipe(of: Self.name)
    // What the user wrote; the text itself has the words of styles around it.
    recipe.prompt = reading["Raw prompt"] ?? recipe.prompt
    recipe.negative = reading["Raw negative prompt"] ?? recipe.negative
    recipe.others.removeAll { ["Raw prompt", "Raw negative prompt"].contains($0.name) }
    return recipe
  }

  private static func isOwn(_ version: String?) -> Bool {
    version?.hasPrefix(name) == true
  }

  /// Older versions have the names that they show.
  private static func recipe(_ json: JSONValue) -> ForeignRecipe {
    var recipe = ForeignRecipe(program: name)
    recipe.prompt = (json["prompt"] ?? json["Prompt"])?.string
    recipe.negative = (json["negative_prompt"] ?? json["Negative Prompt"])?.string
    recipe.seed = (json["seed"] ?? json["Seed"])?.foundNumber
    recipe.steps = (json["steps"] ?? json["Steps"])?.foundNumber
    recipe.guidance = (json["guidance_scale"] ?? json["Guidance Scale"])?.foundNumber
    // A pair of Python's: `(1152, 896)`.
    let size = (json["resolution"] ?? json["Resolution"])?.string?
      .wholeMatch(of: /\s*\(\s*'?([0-9]+)'?\s*,\s*'?([0-9]+)'?\s*\)\s*/)
    recipe.width = size.flatMap { FoundNumber(String($0.1)) }
    recipe.height = size.flatMap { FoundNumber(String($0.2)) }
    recipe.sampler = (json["sampler"] ?? json["Sampler"])?.string
    recipe.model = (json["base_model"] ?? json["Base Model"])?.string
    recipe.others = ForeignRecipe.others(
      in: json,
      but: [
        "prompt", "Prompt", "negative_prompt", "Negative Prompt", "seed", "Seed", "steps", "Steps",
        "guidance_scale", "Guidance Scale", "resolution", "Resolution", "sampler", "Sampler",
        "base_model", "Base Model",
      ])
    return recipe
  }
}

/// mold: an object of JSON in the text `mold:parameters`, and each setting once more on its own.
///
/// JPEG files have the object in a comment, which may be cut short, and in XMP.
struct Mold: Dialect {
  private static let mark = "mold:parameters"

  func read(_ texts: CarriedTexts) -> ForeignRecipe? {
    let comments = texts.comments.filter { $0.hasPrefix(Self.mark) }.map {
      String($0.dropFirst(Self.mark.count)).trimmingSpaces
    }
    let packets = texts.xmp.compactMap { $0[Self.mark] }
    let objects = [texts.named(Self.mark)].compactMap(\.self) + comments + packets
    let json = objects.lazy.compactMap(JSONReader.read).first(where: \.isObject)
    let single: (String) -> String? = { name in
      texts.named("mold:" + name) ?? texts.xmp.lazy.compactMap { $0["mold:" + name] }.first
    }
    let text: (String) -> String? = { json?[$0]?.text ?? single($0) }
    guard json != nil || single("version") != nil else { return nil }
    var recipe = ForeignRecipe(program: "mold")
    recipe.prompt = text("prompt")
    recipe.negative = text("negative_prompt") ?? single("negativePrompt")
    recipe.seed = text("seed").flatMap(FoundNumber.init)
    recipe.steps = text("steps").flatMap(FoundNumber.init)
    recipe.guidance = text("guidance").flatMap(FoundNumber.init)
    recipe.width = text("width").flatMap(FoundNumber.init)
    recipe.height = text("height").flatMap(FoundNumber.init)
    recipe.sampler = text("scheduler")
    recipe.model = text("model")
    recipe.others = ForeignRecipe.others(
      in: json ?? .null,
      but: [
        "prompt", "negative_prompt", "seed", "steps", "guidance", "width", "height", "scheduler",
        "model",
      ])
    return recipe
  }
}

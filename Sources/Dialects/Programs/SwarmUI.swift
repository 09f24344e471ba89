/// SwarmUI: an object of JSON in `parameters`.
struct SwarmUI: Dialect {
  func read(_ texts: CarriedTexts) -> ForeignRecipe? {
    guard let json = texts.parameters.flatMap(JSONReader.read)?["sui_image_params"], json.isObject
    else { return nil }
    var recipe = ForeignRecipe(program: "SwarmUI")
    recipe.prompt = json["prompt"]?.string
    recipe.negative = json["negativeprompt"]?.string
    recipe.seed = json["seed"]?.foundNumber
    recipe.steps = json["steps"]?.foundNumber
    recipe.guidance = json["cfgscale"]?.foundNumber
    recipe.width = json["width"]?.foundNumber
    recipe.height = json["height"]?.foundNumber
    recipe.sampler = json["sampler"]?.string
    recipe.model = json["model"]?.string
    recipe.others = ForeignRecipe.others(
      in: json,
      but: [
        "prompt", "negativeprompt", "seed", "steps", "cfgscale", "width", "height", "sampler",
        "model",
      ])
    return recipe
  }
}

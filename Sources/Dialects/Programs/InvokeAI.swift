/// InvokeAI of version 3 and later: an object of JSON in the text `invokeai_metadata`.
///
/// The graph that stands beside it and the settings of a refiner are none of the picture's own.
struct InvokeAI: Dialect {
  static let name = "InvokeAI"

  func read(_ texts: CarriedTexts) -> ForeignRecipe? {
    guard let json = texts.named("invokeai_metadata").flatMap(JSONReader.read), json.isObject else {
      return nil
    }
    var recipe = ForeignRecipe(program: Self.name)
    recipe.prompt = json["positive_prompt"]?.string
    recipe.negative = json["negative_prompt"]?.string
    recipe.seed = json["seed"]?.foundNumber
    recipe.steps = json["steps"]?.foundNumber
    recipe.guidance = (json["cfg_scale"] ?? json["guidance"])?.foundNumber
    recipe.width = json["width"]?.foundNumber
    recipe.height = json["height"]?.foundNumber
    recipe.sampler = json["scheduler"]?.string
    let model = json["model"]
    recipe.model = model?.string ?? (model?["name"] ?? model?["model_name"])?.string
    recipe.others = ForeignRecipe.others(
      in: json,
      but: [
        "positive_prompt", "negative_prompt", "seed", "steps", "cfg_scale", "width", "height",
        "scheduler", "model",
      ])
    return recipe
  }
}

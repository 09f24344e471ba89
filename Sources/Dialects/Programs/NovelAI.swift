/// NovelAI: settings as JSON in the text `Comment`, the prompt in `Description`, the model in `Source`.
///
/// Files that are no PNG have an object of the same texts as their EXIF comment.
struct NovelAI: Dialect {
  private static let name = "NovelAI"

  func read(_ texts: CarriedTexts) -> ForeignRecipe? {
    let outer = texts.userComment.flatMap(JSONReader.read)
    let text: (String) -> String? = { texts.named($0) ?? outer?[$0]?.string }
    guard text("Software") == Self.name, let comment = text("Comment"),
      let json = JSONReader.read(comment), json.isObject
    else { return nil }
    var recipe = ForeignRecipe(program: Self.name)
    recipe.prompt = json["prompt"]?.string ?? text("Description")
    recipe.negative = json["uc"]?.string
    recipe.seed = json["seed"]?.foundNumber
    recipe.steps = json["steps"]?.foundNumber
    recipe.guidance = json["scale"]?.foundNumber
    recipe.width = json["width"]?.foundNumber
    recipe.height = json["height"]?.foundNumber
    recipe.sampler = json["sampler"]?.string
    recipe.model = text("Source")
    recipe.others = ForeignRecipe.others(
      in: json,
      but: ["prompt", "uc", "seed", "steps", "scale", "width", "height", "sampler", "signed_hash"])
    return recipe
  }
}

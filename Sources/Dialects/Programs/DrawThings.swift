/// Draw Things: an object of JSON as the comment in XMP.
struct DrawThings: Dialect {
  private static let name = "Draw Things"

  func read(_ texts: CarriedTexts) -> ForeignRecipe? {
    texts.xmp.lazy.compactMap(Self.recipe).first
  }

  private static func recipe(_ packet: XMPPacket) -> ForeignRecipe? {
    guard let json = packet["exif:UserComment"].flatMap(JSONReader.read), json.isObject,
      packet["xmp:CreatorTool"] == name || json["c"] != nil
    else { return nil }
    // The second half repeats the first under longer names.
    let longer = json["v2"]
    var recipe = ForeignRecipe(program: name)
    recipe.prompt = json["c"]?.string
    recipe.negative = json["uc"]?.string
    recipe.seed = (json["seed"] ?? longer?["seed"])?.foundNumber
    recipe.steps = (json["steps"] ?? longer?["steps"])?.foundNumber
    recipe.guidance = (json["scale"] ?? longer?["guidanceScale"])?.foundNumber
    recipe.take(size: json["size"]?.string)
    recipe.width = recipe.width ?? (json["width"] ?? longer?["width"])?.foundNumber
    recipe.height = recipe.height ?? (json["height"] ?? longer?["height"])?.foundNumber
    recipe.sampler = json["sampler"]?.string
    recipe.model = (json["model"] ?? longer?["model"])?.string
    recipe.others = ForeignRecipe.others(
      in: json,
      but: ["c", "uc", "seed", "steps", "scale", "size", "width", "height", "sampler", "model"])
    return recipe
  }
}

/// InvokeAI of version 2: an object of JSON in the text `sd-metadata`.
///
/// A prompt is a list of parts with weights, and what it does not want stands in square brackets.
struct InvokeAISecond: Dialect {
  func read(_ texts: CarriedTexts) -> ForeignRecipe? {
    guard let json = texts.named("sd-metadata").flatMap(JSONReader.read),
      let image = json["image"] ?? json["images"]?[0], image.isObject
    else { return nil }
    var recipe = ForeignRecipe(program: InvokeAI.name)
    recipe.take(bracketed: image["prompt"].map(Self.prompt))
    recipe.seed = image["seed"]?.foundNumber
    recipe.steps = image["steps"]?.foundNumber
    recipe.guidance = image["cfg_scale"]?.foundNumber
    recipe.width = image["width"]?.foundNumber
    recipe.height = image["height"]?.foundNumber
    recipe.sampler = image["sampler"]?.string
    recipe.model = (json["model_weights"] ?? json["model_id"] ?? json["model"])?.string
    recipe.others =
      ForeignRecipe.others(
        in: image, but: ["prompt", "seed", "steps", "cfg_scale", "width", "height", "sampler"])
      + ForeignRecipe.others(in: json, but: ["model_weights", "model_id", "model"])
    return recipe
  }

  /// One part as it is, several with their weights as InvokeAI takes them back.
  private static func prompt(_ value: JSONValue) -> String {
    if let text = value.string { return text }
    let parts = value.elements.compactMap { part in
      (part["prompt"] ?? part).string.map { ($0, part["weight"]?.text) }
    }
    guard parts.count > 1 else { return parts.first?.0 ?? "" }
    return parts.map { text, weight in weight.map { "\(text):\($0)" } ?? text }
      .joined(separator: ",")
  }
}

extension ForeignRecipe {
  /// Takes a prompt in which square brackets hold what is not wanted.
  mutating func take(bracketed text: String?) {
    guard let text else { return }
    var (wanted, unwanted): ([Substring], [Substring]) = ([], [])
    var rest = text[...]
    while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
      wanted.append(rest[..<open])
      unwanted.append(rest[rest.index(after: open)..<close])
      rest = rest[rest.index(after: close)...]
    }
    wanted.append(rest)
    prompt = Self.joined(wanted)
    negative = unwanted.isEmpty ? nil : Self.joined(unwanted)
  }

  private static func joined(_ parts: [Substring]) -> String {
    parts.map { String($0).trimmingSpaces }.filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// Settings of both stages that a user has given a name.
package struct OwnPreset: Codable, Equatable, Sendable {
  /// The most that are kept.
  package static let most = 200

  package let name: String
  package let stageC: Recipe.StageC
  package let stageB: Recipe.StageB

  package init(name: String, stageC: Recipe.StageC, stageB: Recipe.StageB) {
    self.name = name
    self.stageC = stageC
    self.stageB = stageB
  }

  package init(name: String, of recipe: Recipe) {
    self.init(name: name, stageC: recipe.stageC, stageB: recipe.stageB)
  }

  /// Puts the settings into `recipe`, as far as the model has a use for them.
  ///
  /// - Parameter defaults: the model's own, for what the preset lacks.
  package func apply(to recipe: inout Recipe, _ defaults: ModelDefaults) {
    recipe.stageC = stageC
    recipe.stageB = stageB
    recipe = defaults.mended(recipe).recipe
  }

  /// Whether `recipe` has these settings.
  package func isApplied(in recipe: Recipe, _ defaults: ModelDefaults) -> Bool {
    var own = recipe
    apply(to: &own, defaults)
    return own == recipe
  }

  /// The first number in it that is wrong, by its place in the recipe's JSON, and a sentence about it.
  package var problem: (key: String, reason: String)? {
    let recipe = Recipe(
      prompt: "", negative: "", model: "", seed: 0, stageC: stageC, stageB: stageB)
    return Parameters.all.lazy.compactMap { parameter in
      parameter.problem(in: recipe).map { (parameter.id, $0) }
    }.first
  }

  /// Why a preset cannot be called `name`, as a sentence; nil where it can.
  package static func problem(withName name: String) -> String? {
    if Preset(rawValue: name) != nil { return "“\(name)” is the name of a preset that is built in" }
    let isPlain = name.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
    }
    return isPlain && (1...40).contains(name.count)
      ? nil : "the name of a preset has up to 40 letters, digits, - and _"
  }
}

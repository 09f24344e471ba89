package import Recipes

/// What the next picture is drawn with.
package struct SettingsState: Sendable {
  /// The settings of the next run; its prompts are taken from the fields when it starts.
  package var recipe: Recipe
  package var seedMode = SeedMode.random
  /// The seed of the run that was begun or added last.
  var usedSeed: UInt32?
  /// The user's own, by name.
  package var ownPresets: [OwnPreset] = []
  /// The setting that the keys change.
  package var marked = Setting.seed
  /// The digits being typed into the marked number.
  package var entry: String?

  /// Whether each run draws a new seed.
  package var seedIsRandom: Bool {
    get { seedMode == .random }
    set { seedMode = newValue ? .random : .locked }
  }

  /// What the program computes in by itself.
  let precision: Precision

  package init(recipe: Recipe) {
    self.recipe = recipe
    precision = recipe.precision
  }

  /// The settings that the model has and the recipe uses, in order.
  package func shown(_ facts: ModelFacts) -> [Setting] { Setting.shown(facts, recipe) }
}

package import Recipes

/// What the next picture is drawn with.
package struct SettingsState: Sendable {
  /// The settings of the next run; its prompts are taken from the fields when it starts.
  package var recipe: Recipe
  /// Whether each run draws a new seed.
  package var seedIsRandom = true
  /// The setting that the keys change.
  package var marked = Setting.seed
  /// The digits being typed into the marked number.
  package var entry: String?

  package init(recipe: Recipe) { self.recipe = recipe }

  /// The settings that the model has and the recipe uses, in order.
  package func shown(_ facts: ModelFacts) -> [Setting] { Setting.shown(facts, recipe) }
}

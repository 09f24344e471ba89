package import Recipes

/// A recipe as a model can draw it.
///
/// Recipes come out of pictures, which another model may have drawn or another program changed.
package struct FittedRecipe: Equatable, Sendable {
  package let recipe: Recipe
  /// What is not as the recipe has it, as a sentence; nil where everything is.
  package let notice: String?

  /// - Throws: `RecipeError` for a number that no model draws with.
  package init(_ recipe: Recipe, to model: ModelDescription) throws(RecipeError) {
    if let problem = recipe.problem { throw RecipeError(problem: problem) }
    let (mended, changed) = model.defaults.mended(recipe)
    self.recipe = mended
    notice =
      changed.isEmpty
      ? nil
      : "The recipe does not fit \(model.name), whose own values stand for "
        + changed.joined(separator: " and ") + "."
  }
}

/// A recipe with a number that is out of its range.
package struct RecipeError: Error, Equatable, Sendable, CustomStringConvertible {
  /// As a sentence.
  package let problem: String

  package var description: String { "the recipe cannot be drawn: \(problem)" }
}

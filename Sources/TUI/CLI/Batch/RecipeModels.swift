import Engine
import Files
import Recipes

/// The models that recipes name, of which the one that was needed last is kept.
struct RecipeModels {
  /// A model with what draws with it.
  struct Opened {
    let pipeline: Pipeline
    let fingerprint: String
    fileprivate let name: String
    fileprivate let loras: [Recipe.LoRA]
  }

  private let options: ModelOptions
  private var latest: Opened?

  init(_ options: ModelOptions) { self.options = options }

  mutating func model(of recipe: Recipe) throws -> Opened {
    if let latest, latest.name == recipe.model, latest.loras == recipe.loras { return latest }
    let source = try options.source(of: recipe)
    // What the other has in memory is not needed any more.
    latest = nil
    let opened = Opened(
      pipeline: try options.pipeline(source), fingerprint: try source.fingerprint(),
      name: recipe.model, loras: recipe.loras)
    latest = opened
    return opened
  }
}

extension ModelOptions {
  /// The model that a recipe names, or `name` in its place, changed as the recipe says.
  func source(of recipe: Recipe, as name: String? = nil) throws -> any ModelSource {
    let source = try ResourceLocator().open(name ?? recipe.model, variant: variant)
    return recipe.loras.isEmpty ? source : try ChangedModel(source, loras: recipe.loras)
  }
}

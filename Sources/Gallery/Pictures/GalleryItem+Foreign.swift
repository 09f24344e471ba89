package import Dialects
import Recipes

extension GalleryItem.Foreign {
  /// What is shown and searched of what another program wrote.
  package init(_ recipe: ForeignRecipe) {
    self.init(program: recipe.program)
    prompt = recipe.prompt
    negative = recipe.negative
    seed = recipe.seed.map { $0.whole ?? $0.text }
    steps = recipe.steps?.text
    guidance = recipe.guidance?.text
    sampler = recipe.sampler
    model = recipe.model
  }
}

extension ForeignRecipe {
  /// What the gallery knows of a picture of another program; nil for others.
  package init?(_ item: GalleryItem) {
    guard item.recipe == nil, let foreign = item.foreign else { return nil }
    self.init(program: foreign.program)
    (prompt, negative) = (foreign.prompt, foreign.negative)
    (sampler, model) = (foreign.sampler, foreign.model)
    seed = foreign.seed.flatMap(FoundNumber.init)
    steps = foreign.steps.flatMap(FoundNumber.init)
    guidance = foreign.guidance.flatMap(FoundNumber.init)
    width = item.size.flatMap { FoundNumber("\($0.width)") }
    height = item.size.flatMap { FoundNumber("\($0.height)") }
  }
}

package import Dialects

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

/// What a run made at every stage, and what is needed to go on from any of them.
package struct Trace: Sendable {
  package let recipe: Recipe
  package let latent: Latent
  package let tokens: TokenGrid
  package let picture: Picture
  package let timings: StageTimings
  /// The random generator as Stage C left it.
  let generatorAfterC: TorchGenerator
  let text: TextStage.Output

  /// Whether `recipe` asks for the same latent.
  func hasLatent(of recipe: Recipe) -> Bool {
    let own = self.recipe
    return own.prompt == recipe.prompt && own.negative == recipe.negative
      && own.model == recipe.model && own.seed == recipe.seed && own.stageC == recipe.stageC
  }

  /// Whether `recipe` asks for the same tokens, and with them the same picture.
  func hasTokens(of recipe: Recipe) -> Bool {
    hasLatent(of: recipe) && self.recipe.seedB == recipe.seedB
      && self.recipe.stageB == recipe.stageB
  }
}

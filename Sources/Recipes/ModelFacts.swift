/// What the screen says about a model before it has drawn anything.
package struct ModelFacts: Equatable, Sendable {
  /// The name that recipes carry.
  package var name: String
  package var guide: PromptGuide
  /// Of Stage C's latent.
  package var channels: Int
  /// Nil where Stage B draws a finer latent and no tokens.
  package var codes: Int?
  package var sizes: PictureSizes
  /// The settings the model draws best with.
  package var defaults: ModelDefaults
  /// The files that change the model's prior.
  package var loras: [Recipe.LoRA]
  /// Why the model takes no picture as input, as a sentence; nil where it does.
  package var inputProblem: String?

  package init(
    name: String, guide: PromptGuide = PromptGuide(), channels: Int, codes: Int?,
    sizes: PictureSizes,
    defaults: ModelDefaults, loras: [Recipe.LoRA] = [], inputProblem: String? = nil
  ) {
    self.name = name
    self.guide = guide
    self.channels = channels
    self.codes = codes
    self.sizes = sizes
    self.defaults = defaults
    self.loras = loras
    self.inputProblem = inputProblem
  }

  package var drawsTokens: Bool { codes != nil }

  package var generation: Generation { drawsTokens ? .first : .second }

  /// The pictures of `recipe`, in pixels.
  package func size(of recipe: Recipe) -> PictureSize { recipe.size ?? sizes.standard }

  /// The grids of Stage C and of Stage B for a picture.
  ///
  /// Where the model cannot draw it, those of the model's own size.
  package func grids(
    for size: PictureSize
  ) -> (latent: PictureSizes.Grid, fine: PictureSizes.Grid) {
    let nothing = PictureSizes.Grid(height: 0, width: 0)
    return (try? sizes.grids(for: size)) ?? (try? sizes.grids(for: sizes.standard))
      ?? (nothing, nothing)
  }

  /// A recipe with the model's own settings.
  package func recipe(seed: UInt32) -> Recipe {
    var recipe = Recipe(
      prompt: "", negative: defaults.negative, model: name, seed: seed, stageC: defaults.stageC,
      stageB: defaults.stageB)
    recipe.loras = loras
    return recipe
  }

  /// `recipe` for this model.
  ///
  /// What the model lacks is left out, and what was as `previous` has it becomes the model's own.
  ///
  /// - Parameter previous: the model whose settings the recipe may hold; nil for one that is not known.
  package func adapt(_ recipe: Recipe, from previous: ModelFacts?) -> Recipe {
    var adapted = defaults.mended(recipe, from: previous?.defaults).recipe
    // What changes one prior does not fit another.
    if previous != nil || recipe.model != name { adapted.loras = loras }
    adapted.model = name
    if let previous, let preset = Preset(of: recipe, previous.defaults) {
      preset.apply(to: &adapted, defaults)
    }
    return adapted.fitted(to: sizes)
  }
}

extension Recipe {
  /// The recipe with the nearest size that a model can draw.
  fileprivate func fitted(to sizes: PictureSizes) -> Recipe {
    guard let size else { return self }
    var fitted = self
    let nearest = sizes.nearest(to: size)
    fitted.size = nearest == sizes.standard ? nil : nearest
    return fitted
  }
}

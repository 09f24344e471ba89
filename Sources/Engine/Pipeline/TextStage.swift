package import Recipes

/// The first stage: the states of the text towers for the prompt and for what to steer away from.
package struct TextStage: Sendable {
  package let model: Model

  /// States of a prompt and of the negative prompt, `[1, positions, hidden_size]` each.
  package struct States: Sendable {
    package let wanted: Tensor
    package let unwanted: Tensor

    /// The states on the way to those of other prompts; 0 is here, 1 there.
    func mixed(_ other: States, share: Float) -> States {
      States(
        wanted: wanted.mixed(1 - share, other.wanted, share),
        unwanted: unwanted.mixed(1 - share, other.unwanted, share))
    }

    func repeated(_ count: Int) -> States {
      States(
        wanted: wanted.repeatingSamples(count), unwanted: unwanted.repeatingSamples(count))
    }
  }

  package struct Output: Sendable {
    /// For Stage C; nil where it takes no part.
    package let prior: States?
    /// For Stage B, which in version 1 looks at the same.
    package let stageB: States
  }

  package init(model: Model) { self.model = model }

  /// - Parameter usesPrior: whether Stage C takes part in the run.
  package func callAsFunction(_ recipe: Recipe, usesPrior: Bool) throws -> Output {
    let description = model.description
    guard let tower = description.decoderText, let prompts = model.decoderPrompts else {
      let reader = TextReader(
        prompts: model.prompts, tower: try model.text(),
        masksPadding: description.text.masksPadding)
      let states = try states(of: recipe, reader, .text)
      return Output(prior: states, stageB: states)
    }
    var prior: States?
    if usesPrior {
      prior = try states(
        of: recipe,
        TextReader(
          prompts: model.prompts, tower: try model.text(),
          masksPadding: description.text.masksPadding), .text)
    }
    let reader = TextReader(
      prompts: prompts, tower: try model.decoderText(), masksPadding: tower.masksPadding)
    return Output(prior: prior, stageB: try states(of: recipe, reader, .decoderText))
  }

  /// Whether a prompt of the recipe is longer than the towers read.
  package func isTruncated(_ recipe: Recipe) -> Bool {
    let all = [recipe.prompt, recipe.negative, recipe.toward?.prompt, recipe.toward?.negative]
    return all.compactMap(\.self).contains {
      model.prompts($0, recipe.emphasis).truncated
    }
  }

  private func states(
    of recipe: Recipe, _ reader: TextReader, _ part: ModelPart
  ) throws -> States {
    let own = try states([recipe.prompt, recipe.negative], recipe.emphasis, reader, part)
    guard let toward = recipe.toward else { return own }
    let other = try states([toward.prompt, toward.negative], recipe.emphasis, reader, part)
    return own.mixed(other, share: toward.share)
  }

  private func states(
    _ prompts: [String], _ emphasis: Emphasis, _ reader: TextReader, _ part: ModelPart
  ) throws -> States {
    let tokens = prompts.map { reader.tokens($0, emphasis) }
    let states = try reader(tokens).checked(as: part)
    return States(wanted: states.samples(0..<1), unwanted: states.samples(1..<2))
  }
}

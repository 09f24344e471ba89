package import Recipes

/// What a run made at every stage, and what is needed to go on from any of them.
///
/// Of a run that was stopped it holds the stages that were finished.
package struct Trace: Sendable {
  package let recipe: Recipe
  /// One for each picture, as all that follows.
  package let latents: [Latent]
  /// Empty where the run was stopped before its end, as `pictures`.
  package let stageB: StageBOutput
  package let pictures: [Picture]
  package let timings: StageTimings
  /// What the steps made; nil where that was not to be kept.
  package let recording: Recording?
  /// Nil where no pipeline made the trace, or Stage B was taken from an earlier one.
  let afterC: AfterC?
  /// What Stage A takes instead of the vectors of tokens; nil where those were drawn, or are all that is
  /// known.
  let expected: Tensor?
  /// How far the stage was that the run was stopped in; nil where it was in none.
  let part: Part?

  /// What Stage B goes on from, beside the latents.
  struct AfterC: Sendable {
    let text: TextStage.Output
    /// The random numbers as Stage C left them.
    let draws: RunDraws
  }

  /// A stage that was stopped in its midst.
  struct Part: Sendable {
    let made: Made
    /// The random numbers as its last step left them.
    let draws: RunDraws

    enum Made: Sendable {
      case latent(DiffusionLoop.Point)
      case tokens(TokenStage.Point)
      case fineLatent(DiffusionLoop.Point)
    }

    /// How many of its steps are done.
    var step: Int {
      switch made {
      case .latent(let point), .fineLatent(let point): point.step
      case .tokens(let point): point.step
      }
    }

    /// What the steps have made; of tokens those before some were made random again.
    var preview: StagePreview {
      switch made {
      case .latent(let point): .latent(point.x.latents[0])
      case .fineLatent(let point): .fineLatent(point.x.latents[0])
      case .tokens(let point): .tokens(point.sampled[0])
      }
    }

    var isOfStageC: Bool { if case .latent = made { true } else { false } }
  }

  /// What Stage B makes in each version.
  package enum StageBOutput: Equatable, Sendable {
    case tokens([TokenGrid])
    case latents([Latent])

    var isEmpty: Bool {
      switch self {
      case .tokens(let grids): grids.isEmpty
      case .latents(let latents): latents.isEmpty
      }
    }

    var preview: StagePreview {
      switch self {
      case .tokens(let grids): .tokens(grids[0])
      case .latents(let latents): .fineLatent(latents[0])
      }
    }
  }

  /// What was kept of a run, for one of `recipe` to go on from Stage B, or with tokens from Stage A.
  ///
  /// Whether it fits the model is found out by the run. Of pictures that were drawn together one
  /// was kept, which the others then stand in for.
  package init(kept latent: Latent, tokens: TokenGrid?, of recipe: Recipe) {
    func all<Kept>(_ kept: Kept) -> [Kept] { Array(repeating: kept, count: recipe.count) }
    self.init(
      recipe: recipe, latents: all(latent),
      stageB: tokens.map { .tokens(all($0)) } ?? .latents([]), pictures: [],
      timings: StageTimings())
  }

  /// A trace that no pipeline made.
  package init(
    recipe: Recipe, latents: [Latent], stageB: StageBOutput, pictures: [Picture],
    timings: StageTimings
  ) {
    self.init(
      recipe: recipe, latents: latents, stageB: stageB, pictures: pictures, timings: timings,
      recording: nil, afterC: nil, expected: nil)
  }

  init(
    recipe: Recipe, latents: [Latent], stageB: StageBOutput, pictures: [Picture],
    timings: StageTimings, recording: Recording?, afterC: AfterC?, expected: Tensor? = nil,
    part: Part? = nil
  ) {
    self.recipe = recipe
    self.latents = latents
    self.stageB = stageB
    self.pictures = pictures
    self.timings = timings
    self.recording = recording
    self.afterC = afterC
    self.expected = expected
    self.part = part
  }

  package var latent: Latent { latents[0] }
  package var picture: Picture { pictures[0] }

  /// What there is to see of the first picture, in the order of the stages.
  package var previews: [StagePreview] {
    [.latent(latent), stageB.isEmpty ? nil : stageB.preview, pictures.first.map { .picture($0) }]
      .compactMap(\.self)
  }

  /// The tokens of the first picture; nil where Stage B makes no tokens.
  package var tokens: TokenGrid? {
    if case .tokens(let grids) = stageB { return grids[0] }
    return nil
  }

  /// Whether `recipe` asks for the same latent.
  func hasLatent(of recipe: Recipe) -> Bool {
    if let part, part.isOfStageC { return false }
    var own = self.recipe
    own.stageB = recipe.stageB
    own.seedB = recipe.seedB
    return own.draws(as: recipe)
  }

  /// Whether `recipe` asks for a latent of which some steps are done, or is to stop right there.
  func hasPartOfLatent(of recipe: Recipe) -> Bool {
    guard let part, part.isOfStageC, part.step <= recipe.stageC.stop ?? .max else { return false }
    var own = self.recipe
    own.stageB = recipe.stageB
    own.seedB = recipe.seedB
    own.stageC.stop = recipe.stageC.stop
    return own == recipe
  }

  /// Whether `recipe` asks for the same of Stage B, of which some steps are done.
  func hasPartOfStageB(of recipe: Recipe) -> Bool {
    guard let part, !part.isOfStageC, part.step <= recipe.stageB.stop ?? .max else { return false }
    var own = self.recipe
    own.stageB.stop = recipe.stageB.stop
    return own == recipe
  }

  /// Whether `recipe` asks for the same of Stage B, which was finished.
  func hasStageB(of recipe: Recipe) -> Bool {
    // Pictures keep tokens, from which the expected vectors cannot be had.
    self.recipe.draws(as: recipe) && !stageB.isEmpty
      && (!recipe.stageB.isExpected || expected != nil)
  }

  /// Whether `recipe` asks for the same pictures, which were finished.
  func hasPictures(of recipe: Recipe) -> Bool {
    self.recipe.draws(as: recipe) && !pictures.isEmpty
  }
}

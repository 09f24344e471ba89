package import Recipes

/// Stage B: samples the tokens of a picture from a latent (spec v1 §8).
package struct TokenStage: Sendable {
  package let paella: Paella
  package let codebook: Codebook
  package var settings: Settings

  package struct Settings: Sendable {
    package var steps: Int
    /// Of the first and of the last step.
    package var temperature: (from: Float, to: Float)
    /// How far the logits go from those of an empty latent to those of the given one, first and last step.
    package var guidance: (from: Float, to: Float)
    package var sampler: TokenSampler
    /// The shares of random tokens at the beginning and at the end.
    package var times: (start: Float, end: Float) = (1, 0)
    /// Steps after which tokens are renoised; all but the last if nil.
    package var renoiseSteps: Int?
    /// Steps that are guided; all if nil.
    package var conditionalSteps: Int?
    /// The step from which the sampler is `quant`; none if nil.
    package var quantSteps: Int?
    package var finish = TokenFinish.drawn
    /// The step after which the tokens are taken as they are; the last if nil.
    package var stop: Int?

    package init(
      steps: Int, temperature: (from: Float, to: Float), guidance: (from: Float, to: Float),
      sampler: TokenSampler
    ) {
      self.steps = steps
      self.temperature = temperature
      self.guidance = guidance
      self.sampler = sampler
    }
  }

  /// What the tokens are sampled for.
  package struct Input: Sendable {
    /// The latent, `[batch, h, w, effnet_embd]`.
    package let latent: Tensor
    /// The text, `[batch, positions, byt5_embd]`; nil for a model without text.
    package let text: Tensor?
    /// The text that is steered away from.
    package let unwanted: Tensor?
    /// The extents of the token grid.
    package let grid: (height: Int, width: Int)

    package init(
      latent: Tensor, text: Tensor?, unwanted: Tensor?, grid: (height: Int, width: Int)
    ) {
      self.latent = latent
      self.text = text
      self.unwanted = unwanted
      self.grid = grid
    }
  }

  /// What Stage A goes on from.
  package struct Output: Sendable {
    /// One grid for each sample, of the likeliest tokens where others were not drawn.
    package let tokens: [TokenGrid]
    /// The expected vectors of the codebook, `[batch, h, w, c_latent]`; nil for tokens that were drawn.
    package var expected: Tensor?
  }

  /// Where tokens stand between two steps, for a run that is stopped to go on from.
  package struct Point: Sendable {
    /// How many steps are done.
    var step = 0
    /// What the next step refines.
    var tokens: [TokenGrid]
    /// The same before some of them were made random again.
    var sampled: [TokenGrid]
    /// What they are made random with.
    let noise: [TokenGrid]
  }

  package init(paella: Paella, codebook: Codebook, settings: Settings) {
    self.paella = paella
    self.codebook = codebook
    self.settings = settings
  }

  /// - Parameters:
  ///   - initial: tokens to begin from, one grid per sample; random ones if nil.
  ///   - observation: is told of every step, with the tokens so far, and of Paella's layers.
  /// - Throws: `CancellationError`, or `NumbersError` after the first step whose logits are not finite.
  package func callAsFunction(
    _ input: Input, initial: [TokenGrid]? = nil, draws: inout some RandomSource,
    observation: Observation = .none
  ) throws -> Output {
    var point: Point?
    return try self(
      input, initial: initial, from: &point, draws: &draws, observation: observation)
  }

  /// - Parameters:
  ///   - point: where an earlier run of the same stood, nil to begin; afterwards, whatever becomes of
  ///     the run, where it stands itself.
  ///   - draws: as they were at that point, and are at the next.
  func callAsFunction(
    _ input: Input, initial: [TokenGrid]? = nil, from point: inout Point?,
    draws: inout some RandomSource, observation: Observation
  ) throws -> Output {
    let batch = input.latent.batch
    let (height, width) = input.grid
    let count = batch * height * width
    let steps = settings.steps
    let times = linspace(from: settings.times.start, to: settings.times.end, count: steps + 1)
    let temperatures = linspace(
      from: settings.temperature.from, to: settings.temperature.to, count: steps)
    let guidances = linspace(from: settings.guidance.from, to: settings.guidance.to, count: steps)
    var conditions = Conditions(paella: paella, input: input)

    var here: Point
    if let point {
      here = point
    } else {
      let noise = grids(
        draws.randint(below: paella.config.numLabels, count: count), like: input)
      let first = initial ?? noise
      here = Point(tokens: first, sampled: first, noise: noise)
    }
    let end = min(settings.stop ?? steps, steps)
    while here.step < end {
      let step = here.step
      // A step that is cut short has drawn nothing.
      var drawn = draws
      let guidance = Guidance(guidances[step], in: .first)
      let isGuided = step < settings.conditionalSteps ?? steps && guidance.isGuided
      let condition = try conditions(guided: isGuided)
      let features = try paella.features(
        isGuided ? here.tokens + here.tokens : here.tokens,
        at: Array(repeating: times[step], count: (isGuided ? 2 : 1) * batch), condition,
        observation)
      let sampler = step >= settings.quantSteps ?? steps ? .quant : settings.sampler
      let head = TokenHead(
        weight: paella.outMapper.weight, codebook: codebook.table, sampler: sampler,
        temperature: temperatures[step], guidance: isGuided ? guidance.weight : nil)
      if step == steps - 1, settings.finish == .expected {
        let (likeliest, mean) = try head.expected(features)
        let tokens = grids(likeliest, like: input)
        observation.step(steps, .tokens(tokens, renoised: nil))
        return Output(tokens: tokens, expected: mean)
      }
      let sampled = grids(
        try head(features, uniform: sampler == .multinomial ? drawn.rand(count) : []), like: input)
      var renoised: [TokenGrid]?
      if step < settings.renoiseSteps ?? steps - 1 {
        renoised = renoise(sampled, here.noise, ratio: times[step + 1], draws: drawn.rand(count))
      }
      here.step += 1
      (here.sampled, here.tokens) = (sampled, renoised ?? sampled)
      (point, draws) = (here, drawn)
      observation.step(here.step, .tokens(sampled, renoised: renoised))
    }
    return Output(tokens: end < steps ? here.sampled : here.tokens)
  }

  private func grids(_ codes: [Int32], like input: Input) -> [TokenGrid] {
    let (height, width) = input.grid
    return stride(from: 0, to: codes.count, by: height * width).map { first in
      TokenGrid(
        height: height, width: width, codes: Array(codes[first..<first + height * width]))
    }
  }

  private func renoise(
    _ tokens: [TokenGrid], _ noise: [TokenGrid], ratio: Float, draws: [Float]
  ) -> [TokenGrid] {
    tokens.indices.map { sample in
      let each = tokens[sample].codes.count
      return Paella.addNoise(
        tokens[sample], ratio: ratio, draws: Array(draws[sample * each..<(sample + 1) * each]),
        random: noise[sample]
      ).tokens
    }
  }

  /// The conditions of guided and of plain steps, each made when it is first needed.
  private struct Conditions {
    let paella: Paella
    let input: Input
    private var made: [Bool: Paella.Condition] = [:]

    init(paella: Paella, input: Input) {
      self.paella = paella
      self.input = input
    }

    mutating func callAsFunction(guided: Bool) throws(CancellationError) -> Paella.Condition {
      if let condition = made[guided] { return condition }
      var latent = input.latent
      var text = input.text
      if guided {
        // An absent latent is zeros, an absent text is that of the empty or negative prompt.
        latent = .stacked([latent, Tensor(latent.shape)])
        if let wanted = text, let unwanted = input.unwanted {
          text = .stacked([wanted, unwanted])
        }
      }
      let condition = try paella.condition(effnet: latent, text: text, grid: input.grid)
      made[guided] = condition
      return condition
    }
  }
}

package import Recipes

/// Stage C: draws a latent out of noise, guided by the text (spec v1 §7).
package struct PriorStage: Sendable {
  package let prior: Prior
  package let schedule: Schedule
  package var settings: Settings

  package struct Settings: Sendable {
    /// How far the prediction goes from the unwanted text to the wanted one; nil asks for the wanted
    /// one alone.
    package var guidance: Float?
    package var sampler: DiffusionSampler
    /// The time of every latent from the first to the last, 1 being noise; one more than steps.
    package var times: [Float]
    /// The share of the steps, 0…1, in which guidance is used; all of them when nil.
    package var guidanceRange: Recipe.Span?
    /// The step after which the latent is taken as it is; the last when nil.
    package var stop: Int?

    package init(steps: Int, guidance: Float?, sampler: DiffusionSampler) {
      times = linspace(from: 1, to: 0, count: steps + 1)
      self.guidance = guidance
      self.sampler = sampler
    }
  }

  /// A latent to begin from instead of noise, and where to keep it.
  package struct Start: Sendable {
    /// The given latent, `[batch, height, width, channels]`.
    package let latent: Tensor
    /// Where a new latent is drawn (1) and where the given one is kept (0).
    ///
    /// `[batch, height, width, 1]`; without a mask the latent itself, noised by the caller, is the
    /// beginning.
    package let mask: Tensor?
    /// With a mask, what is drawn on from; noise if nil.
    package let initial: Tensor?

    package init(latent: Tensor, mask: Tensor? = nil, initial: Tensor? = nil) {
      self.latent = latent
      self.mask = mask
      self.initial = initial
    }
  }

  package init(prior: Prior, schedule: Schedule, settings: Settings) {
    self.prior = prior
    self.schedule = schedule
    self.settings = settings
  }

  /// - Parameters:
  ///   - text: the wanted text, `[batch, positions, c_cond]`.
  ///   - unwanted: the text that is steered away from, of the same shape.
  ///   - shape: `[batch, height, width, channels]` of the latent.
  ///   - observation: is told of every step, with the latent so far, and of the prior's layers.
  /// - Throws: `CancellationError`, or `NumbersError` after the first step whose latent is not finite.
  package func callAsFunction(
    text: Tensor, unwanted: Tensor, shape: [Int], start: Start? = nil,
    draws: inout some RandomSource, observation: Observation = .none
  ) throws -> Tensor {
    var point: DiffusionLoop.Point?
    return try self(
      text: text, unwanted: unwanted, shape: shape, start: start, from: &point, draws: &draws,
      observation: observation)
  }

  /// - Parameters:
  ///   - point: where an earlier run of the same stood, nil to begin; afterwards, whatever becomes of
  ///     the run, where it stands itself.
  ///   - draws: as they were at that point, and are at the next.
  func callAsFunction(
    text: Tensor, unwanted: Tensor, shape: [Int], start: Start?,
    from point: inout DiffusionLoop.Point?, draws: inout some RandomSource,
    observation: Observation
  ) throws -> Tensor {
    let isGuided = settings.guidance != nil
    let condition = try prior.condition(isGuided ? .stacked([text, unwanted]) : text)
    let loop = DiffusionLoop(
      schedule: schedule, sampler: settings.sampler, times: settings.times,
      guidance: settings.guidance)
    var here: DiffusionLoop.Point
    if let point {
      here = point
    } else if let start, let given = start.mask == nil ? start.latent : start.initial {
      here = .init(x: given)
    } else {
      here = .init(
        x: draws.noise(batch: shape[0], channels: shape[3], height: shape[1], width: shape[2]))
    }
    let wanted = isGuided ? condition.samples(0..<shape[0]) : condition
    while here.step < min(settings.stop ?? loop.steps, loop.steps) {
      let step = here.step
      let share = Float(step) / Float(loop.steps)
      let isGuided = settings.guidanceRange.map { $0.from <= share && share < $0.to } ?? true
      // A step that is cut short has drawn nothing.
      var drawn = draws
      if let start, let mask = start.mask {
        here.x = keep(
          start.latent, in: here.x, mask, at: loop.times[step], noise: drawn.noise(like: here.x))
      }
      here.x = try loop.step(step, here.x, &here.memory, isGuided: isGuided, draws: &drawn) {
        x, times throws(CancellationError) in
        try prior(x, at: times, times.count == shape[0] ? wanted : condition, observation)
      }.checked(as: .stageC)
      here.step += 1
      (point, draws) = (here, drawn)
      observation.step(here.step, .latent(here.x))
    }
    return here.x
  }

  /// Puts the given latent, noised to `time`, where the mask is 0.
  private func keep(
    _ known: Tensor, in x: Tensor, _ mask: Tensor, at time: Float, noise: Tensor
  ) -> Tensor {
    let factors = schedule.diffusion(at: time)
    return x.mixed(with: known.mixed(factors.signal, noise, factors.noise), mask)
  }
}

extension Tensor {
  /// This map where `mask` `[batch, height, width, 1]` is 1, the other where it is 0.
  func mixed(with other: Tensor, _ mask: Tensor) -> Tensor {
    var result = self
    unsafe result.withMutableElements { elements in
      for index in elements.indices {
        let share = unsafe mask.base[index / channels]
        unsafe elements[index] = unsafe elements[index] * share + other.base[index] * (1 - share)
      }
    }
    return result
  }
}

/// Stage C: draws a latent out of noise, guided by the text (spec v1 §7).
package struct PriorStage: Sendable {
  package let prior: Prior
  package let schedule: Schedule
  package var settings: Settings

  package struct Settings: Sendable {
    package var steps: Int
    /// How far the prediction goes from the unwanted text to the wanted one; 1 needs the wanted one alone.
    package var guidance: Float
    package var sampler: DiffusionSampler
    /// The times of the first and the last latent, 1 being noise.
    package var times: (start: Float, end: Float) = (1, 0)

    package init(steps: Int, guidance: Float, sampler: DiffusionSampler) {
      self.steps = steps
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

    package init(latent: Tensor, mask: Tensor? = nil) {
      self.latent = latent
      self.mask = mask
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
  ///   - report: called after every step, counted from 1, with the latent so far.
  package func callAsFunction(
    text: Tensor, unwanted: Tensor, shape: [Int], start: Start? = nil,
    draws: inout some RandomSource, report: (Int, Tensor) -> Void = { _, _ in }
  ) throws(CancellationError) -> Tensor {
    let isGuided = settings.guidance != 1
    let condition = try prior.condition(isGuided ? .stacked([text, unwanted]) : text)
    let times = linspace(
      from: settings.times.start, to: settings.times.end, count: settings.steps + 1)
    var x: Tensor
    if let start, start.mask == nil {
      x = start.latent
    } else {
      x = draws.noise(batch: shape[0], channels: shape[3], height: shape[1], width: shape[2])
    }
    for step in 0..<settings.steps {
      if let start, let mask = start.mask {
        x = keep(start.latent, in: x, mask, at: times[step], noise: draws.noise(like: x))
      }
      let noise = try predict(x, at: times[step], condition, isGuided)
      let factors = schedule.step(settings.sampler, from: times[step], to: times[step + 1])
      x = x.mixed(factors.input, noise, factors.prediction)
      if settings.sampler == .ddpm { x = x.mixed(1, draws.noise(like: x), factors.fresh) }
      try Compute.check()
      report(step + 1, x)
    }
    return x
  }

  private func predict(_ x: Tensor, at time: Float, _ condition: Prior.Condition, _ isGuided: Bool)
    throws(CancellationError) -> Tensor
  {
    if !isGuided {
      return try prior(x, at: Array(repeating: time, count: x.batch), condition)
    }
    let both = try prior(
      .stacked([x, x]), at: Array(repeating: time, count: 2 * x.batch), condition)
    let toward = both.samples(0..<x.batch)
    let away = both.samples(x.batch..<2 * x.batch)
    return toward.mixed(settings.guidance, away, 1 - settings.guidance)
  }

  /// Puts the given latent, noised to `time`, where the mask is 0.
  private func keep(
    _ known: Tensor, in x: Tensor, _ mask: Tensor, at time: Float, noise: Tensor
  ) -> Tensor {
    let factors = schedule.diffusion(at: time)
    let diffused = known.mixed(factors.signal, noise, factors.noise)
    var result = x
    let channels = x.channels
    unsafe result.withMutableElements { elements in
      for index in elements.indices {
        let share = unsafe mask.base[index / channels]
        unsafe elements[index] =
          unsafe elements[index] * share
          + diffused.base[index] * (1 - share)
      }
    }
    return result
  }
}

package import Recipes

/// The steps that turn noise into a latent: predict the noise, take it off, draw new noise
/// (spec v1 §7, v2 §5).
package struct DiffusionLoop: Sendable {
  package let schedule: Schedule
  package let sampler: DiffusionSampler
  /// From the noisiest to the cleanest; one step fewer than times.
  package let times: [Float]
  /// How far the prediction goes from the unwanted condition to the wanted one; nil asks for the
  /// wanted one alone.
  package let guidance: Float?

  package var steps: Int { max(0, times.count - 1) }

  package init(
    schedule: Schedule, sampler: DiffusionSampler, times: [Float], guidance: Float?
  ) {
    self.schedule = schedule
    self.sampler = sampler
    self.times = times
    self.guidance = guidance
  }

  /// What a sampler of the second order remembers of the step before.
  package struct Memory: Sendable {
    /// The clean latent as it was estimated then.
    fileprivate var estimate: Tensor?

    package init() {}
  }

  /// Where a latent stands between two steps, for a run that is stopped to go on from.
  package struct Point: Sendable {
    /// How many steps are done.
    var step = 0
    var x: Tensor
    var memory = Memory()
  }

  /// Takes step `index`, counted from 0.
  ///
  /// - Parameters:
  ///   - memory: of this run; a new one for the first step.
  ///   - isGuided: whether this step is guided, if guidance is given at all.
  ///   - x: the latent at the time of the step, `[batch, height, width, channels]`.
  ///   - predict: the noise in a batch at given times; with guidance the batch is doubled, the
  ///     samples with the wanted condition first.
  package func step(
    _ index: Int, _ x: Tensor, _ memory: inout Memory, isGuided: Bool = true,
    draws: inout some RandomSource,
    predict: (_ x: Tensor, _ times: [Float]) throws(CancellationError) -> Tensor
  ) throws(CancellationError) -> Tensor {
    let noise = try guided(x, at: times[index], guidance: isGuided ? guidance : nil, predict)
    let before = memory.estimate == nil ? nil : times[index - 1]
    let isLast = index == steps - 1
    let factors = schedule.step(
      sampler, from: times[index], to: times[index + 1], after: isLast ? nil : before)
    var next = x.mixed(factors.input, noise, factors.prediction)
    // DDPM draws on the last step too, where the factor is 0.
    if sampler == .ddpm { next = next.mixed(1, draws.noise(like: x), factors.fresh) }
    if sampler == .dpm {
      if let estimate = memory.estimate, factors.earlier != 0 {
        next = next.mixed(1, estimate, factors.earlier)
      }
      let now = schedule.diffusion(at: times[index])
      memory.estimate = x.mixed(1 / now.signal, noise, -now.noise / now.signal)
    }
    try Compute.check()
    return next
  }

  private func guided(
    _ x: Tensor, at time: Float, guidance: Float?,
    _ predict: (Tensor, [Float]) throws(CancellationError) -> Tensor
  ) throws(CancellationError) -> Tensor {
    guard let guidance else { return try predict(x, Array(repeating: time, count: x.batch)) }
    let both = try predict(.stacked([x, x]), Array(repeating: time, count: 2 * x.batch))
    let toward = both.samples(0..<x.batch)
    let away = both.samples(x.batch..<2 * x.batch)
    return toward.mixed(guidance, away, 1 - guidance)
  }
}

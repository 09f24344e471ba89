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

  /// Takes step `index`, counted from 0.
  ///
  /// - Parameters:
  ///   - x: the latent at the time of the step, `[batch, height, width, channels]`.
  ///   - predict: the noise in a batch at given times; with guidance the batch is doubled, the
  ///     samples with the wanted condition first.
  package func step(
    _ index: Int, _ x: Tensor, draws: inout some RandomSource,
    predict: (_ x: Tensor, _ times: [Float]) throws(CancellationError) -> Tensor
  ) throws(CancellationError) -> Tensor {
    let noise = try guided(x, at: times[index], predict)
    let factors = schedule.step(sampler, from: times[index], to: times[index + 1])
    var next = x.mixed(factors.input, noise, factors.prediction)
    // DDPM draws on the last step too, where the factor is 0.
    if sampler == .ddpm { next = next.mixed(1, draws.noise(like: x), factors.fresh) }
    try Compute.check()
    return next
  }

  private func guided(
    _ x: Tensor, at time: Float,
    _ predict: (Tensor, [Float]) throws(CancellationError) -> Tensor
  ) throws(CancellationError) -> Tensor {
    guard let guidance else { return try predict(x, Array(repeating: time, count: x.batch)) }
    let both = try predict(.stacked([x, x]), Array(repeating: time, count: 2 * x.batch))
    let toward = both.samples(0..<x.batch)
    let away = both.samples(x.batch..<2 * x.batch)
    return toward.mixed(guidance, away, 1 - guidance)
  }
}

import Glibc
package import Recipes

/// The cosine noise schedule of Stage C and the coefficients of its samplers (spec v1 §7).
///
/// Time runs from 1, pure noise, to 0, the picture. Everything is rounded to Float where the
/// reference rounds.
package struct Schedule: Sendable, Equatable {
  /// The offset that keeps the first steps from 0 from being too small.
  package let s: Float
  /// Bends time: above 1 the noisy end is stretched, below 1 the clean end; 1 leaves it.
  package let scaler: Float

  private let normaliser: Float

  package init(s: Float = 0.008, scaler: Float = 1) {
    precondition(s > -1 && scaler > 0, "no schedule has s \(s) and scaler \(scaler)")
    self.s = s
    self.scaler = scaler
    normaliser = Self.squaredCosine(s / (1 + s))
  }

  /// ā(t): the share of the picture's variance that is left at time `t` in 0…1.
  package func alphaCumprod(_ t: Float) -> Float {
    let alpha = Self.squaredCosine((warped(t) + s) / (1 + s)) / normaliser
    return min(max(alpha, 1e-4), 0.9999)
  }

  /// The weight of time `t` in the training loss: (k + ā/(1−ā))^−γ.
  package func p2Weight(_ t: Float, k: Float = 1, gamma: Float = 1) -> Float {
    let alpha = alphaCumprod(t)
    return Float(pow(Double(k + alpha / (1 - alpha)), Double(-gamma)))
  }

  /// The factors of `diffused = signal·x + noise·ε` at time `t`.
  package func diffusion(at t: Float) -> (signal: Float, noise: Float) {
    let alpha = alphaCumprod(t)
    return (alpha.squareRoot(), (1 - alpha).squareRoot())
  }

  /// The factors of one sampling step from time `t` to the smaller `next`.
  ///
  /// - Parameter before: the time of the step before, for a sampler that makes use of it.
  package func step(
    _ sampler: DiffusionSampler, from t: Float, to next: Float, after before: Float? = nil
  ) -> StepFactors {
    switch sampler {
    case .ddpm: ddpm(from: t, to: next)
    case .ddim: ddim(from: t, to: next)
    case .dpm: dpm(from: t, to: next, after: before)
    }
  }

  private func ddpm(from t: Float, to next: Float) -> StepFactors {
    let now = alphaCumprod(t)
    let later = alphaCumprod(next)
    let alpha = now / later
    let input = 1 / alpha.squareRoot()
    let sigma = ((1 - alpha) * (1 - later) / (1 - now)).squareRoot()
    return StepFactors(
      input: input,
      prediction: -(1 - alpha) / (1 - now).squareRoot() * input,
      fresh: next == 0 ? 0 : sigma)
  }

  private func ddim(from t: Float, to next: Float) -> StepFactors {
    let now = diffusion(at: t)
    let later = diffusion(at: next)
    let input = later.signal / now.signal
    return StepFactors(input: input, prediction: later.noise - input * now.noise, fresh: 0)
  }

  /// How far a slope is followed, in lengths of the step it was measured over.
  ///
  /// Estimates that lie close together differ by more than their slope. Even and published times
  /// reach up to 1.8. With a bound, a step becomes one of the first order as the one before it
  /// shrinks, for the two estimates become one.
  private static let longestReach: Float = 2

  /// DPM-Solver++ 2M (Lu and others 2022, algorithm 2): the clean latent changes linearly over
  /// the logarithm of the signal-to-noise ratio, by its estimates at `before` and now.
  private func dpm(from t: Float, to next: Float, after before: Float?) -> StepFactors {
    let now = diffusion(at: t)
    let later = diffusion(at: next)
    func logRatio(_ time: Float) -> Float {
      let factors = diffusion(at: time)
      return log(factors.signal / factors.noise)
    }
    let h = logRatio(next) - logRatio(t)
    let share = -later.signal * expm1(-h)
    // Where both times lie on the clamped end of the schedule there is no slope to go by.
    let past = before.map { logRatio(t) - logRatio($0) } ?? 0
    let lean = past > 0 ? min(h / (2 * past), Self.longestReach) : 0
    return StepFactors(
      input: later.noise / now.noise + share * (1 + lean) / now.signal,
      prediction: -share * (1 + lean) * now.noise / now.signal, fresh: 0, earlier: -share * lean)
  }

  private func warped(_ t: Float) -> Float {
    if scaler > 1 { return 1 - Float(pow(Double(1 - t), Double(scaler))) }
    if scaler < 1 { return Float(pow(Double(t), Double(scaler))) }
    return t
  }

  /// Rounded to nearest as in torch; `Float.pi` is rounded down.
  private static let pi = Float(Double.pi)

  private static func squaredCosine(_ quarterTurns: Float) -> Float {
    let cosine = Float(cos(Double(quarterTurns * Self.pi * 0.5)))
    return cosine * cosine
  }
}

/// One sampling step as a sum: `next = input·x + prediction·n + fresh·z + earlier·e`.
///
/// `n` is the predicted noise, `z` newly drawn Gaussian noise and `e` the clean latent as it was
/// estimated one step before. DDPM draws `z` on every step, also where `fresh` is 0.
package struct StepFactors: Sendable, Equatable {
  package let input: Float
  package let prediction: Float
  package let fresh: Float
  package var earlier: Float = 0
}

import Glibc

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
  package func step(_ sampler: DiffusionSampler, from t: Float, to next: Float) -> StepFactors {
    switch sampler {
    case .ddpm: ddpm(from: t, to: next)
    case .ddim: ddim(from: t, to: next)
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

/// One sampling step as a sum: `next = input·x + prediction·n + fresh·z`.
///
/// `n` is the predicted noise and `z` newly drawn Gaussian noise. DDPM draws `z` on every step,
/// also where `fresh` is 0.
package struct StepFactors: Sendable, Equatable {
  package let input: Float
  package let prediction: Float
  package let fresh: Float
}

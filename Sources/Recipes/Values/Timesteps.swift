/// The times that a diffusion run visits, from noise to picture (spec v2 §5).
package enum Timesteps: Equatable, Sendable {
  /// Evenly spaced.
  case linear
  /// The published list of 29 steps for the prior, close together where the picture takes shape.
  case standard
  /// Times of the user's, falling.
  case list([Float])

  /// `linear` or `default`; nil for other names.
  package init?(name: String) {
    switch name {
    case "linear": self = .linear
    case "default": self = .standard
    default: return nil
    }
  }

  package var name: String {
    switch self {
    case .linear: "linear"
    case .standard: "default"
    case .list: "list"
    }
  }

  /// One more time than steps; `steps` counts only for `linear`.
  package func times(steps: Int) -> [Float] {
    switch self {
    case .linear: Recipes.linspace(from: 1, to: 0, count: steps + 1)
    case .standard: Self.standardTimes
    case .list(let times): times
    }
  }

  /// The times of a run that begins from a latent: `strength`, and those below it.
  ///
  /// One time alone takes no steps. The second-order sampler divides by the length of its first step,
  /// so one of less than half the next is taken together with it.
  ///
  /// - Parameter strength: 0…1; from 1 on, and where it is nil, the run begins from noise.
  package func times(steps: Int, from strength: Float?) -> [Float] {
    let all = times(steps: steps)
    guard let strength, strength < 1 else { return all }
    let below = Array(all.drop { $0 > strength - Self.rounding })
    let isShort = below.count > 1 && strength - below[0] < (below[0] - below[1]) / 2
    return [strength] + below.dropFirst(isShort ? 1 : 0)
  }

  /// Times closer than this are the same but for the rounding of their decimals.
  private static let rounding: Float = 1e-6

  private static let standardTimes: [Float] =
    (0..<20).map { Float(1 - Double($0) / 19 / 3) }
    + (1...10).map { Float(2.0 / 3 - Double($0) / 15) }
}

extension Timesteps {
  /// What is wrong with a list of times, as a sentence; nil when it can be used.
  package var problem: String? {
    guard case .list(let times) = self else { return nil }
    guard (2...1001).contains(times.count) else {
      return "the schedule has \(times.count) times; 2 to 1001 are possible"
    }
    for (time, next) in zip(times, times.dropFirst()) where !(time > next) {
      return "the schedule goes from \(time) to \(next); its times must fall"
    }
    guard let first = times.first, let last = times.last, first <= 1, last >= 0 else {
      return "the schedule leaves 1…0"
    }
    return nil
  }
}

/// The settings that a model draws best with.
package struct ModelDefaults: Equatable, Sendable {
  package let stageC: Recipe.StageC
  package let stageB: Recipe.StageB
  package let negative: String

  package init(stageC: Recipe.StageC, stageB: Recipe.StageB, negative: String = "") {
    self.stageC = stageC
    self.stageB = stageB
    self.negative = negative
  }
}

extension ModelDefaults {
  /// What the authors of version 1 drew with (spec v1 §9).
  package static let first = Self(
    stageC: .init(steps: 60, guidance: 6, sampler: .ddpm),
    stageB: .init(
      steps: 8, guidance: 2, temperature: .init(from: 1, to: 0.6), sampler: .multinomial),
    negative: "low resolution, low detail, bad quality, blurry")

  /// What the model cards of version 2 recommend (spec v2 §5, §8).
  package static let second = Self(
    stageC: .init(steps: 60, guidance: 4, sampler: .ddpm), stageB: .init(steps: 12, guidance: 0))
}

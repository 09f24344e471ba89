/// Everything a user sets: the only input of a run.
///
/// The same recipe with the same model draws the same pixels on one class of CPU, whatever the
/// number of threads.
package struct Recipe: Codable, Equatable, Sendable {
  package var prompt: String
  package var negative: String
  /// The name of the model, as `wurst models` lists it.
  package var model: String
  package var seed: UInt32
  /// Starts a fresh generator for Stage B; when nil the one of Stage C runs on.
  package var seedB: UInt32?
  package var stageC: StageC
  package var stageB: StageB

  /// How the prior turns noise into a latent.
  package struct StageC: Codable, Equatable, Sendable {
    /// Denoising steps, 1…1000.
    package var steps: Int
    /// Weight of the prompt against the negative prompt, 0…30; 1 follows the prompt alone.
    package var guidance: Float
    package var sampler: DiffusionSampler

    package init(steps: Int, guidance: Float, sampler: DiffusionSampler) {
      self.steps = steps
      self.guidance = guidance
      self.sampler = sampler
    }
  }

  /// How Paella turns the latent into tokens.
  package struct StageB: Codable, Equatable, Sendable {
    /// Sampling steps, 1…100.
    package var steps: Int
    /// Weight of the latent against an empty one, 0…30; 1 needs one network call per step.
    package var guidance: Float
    package var temperature: Temperature
    package var sampler: TokenSampler

    package init(
      steps: Int, guidance: Float, temperature: Temperature, sampler: TokenSampler
    ) {
      self.steps = steps
      self.guidance = guidance
      self.temperature = temperature
      self.sampler = sampler
    }
  }

  /// The sampling temperature of the first and of the last step, each above 0 and at most 10.
  package struct Temperature: Codable, Equatable, Sendable {
    package var from: Float
    package var to: Float

    package init(from: Float, to: Float) {
      self.from = from
      self.to = to
    }
  }

  package init(
    prompt: String, negative: String, model: String, seed: UInt32, seedB: UInt32? = nil,
    stageC: StageC, stageB: StageB
  ) {
    self.prompt = prompt
    self.negative = negative
    self.model = model
    self.seed = seed
    self.seedB = seedB
    self.stageC = stageC
    self.stageB = stageB
  }
}

/// The rule that takes a latent from one noise level to the next (spec v1 §7).
package enum DiffusionSampler: String, Codable, CaseIterable, Sendable {
  case ddpm, ddim
}

/// The rule that picks a token from its logits (spec v1 §8).
package enum TokenSampler: String, Codable, CaseIterable, Sendable {
  case argmax, multinomial, quant
}

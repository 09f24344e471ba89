package import Recipes

/// What is known of a model before any weights are read: the sizes of all its networks.
package struct ModelDescription: Equatable, Sendable {
  package var name: String
  package let generation: Generation
  package let text: Tower
  package let prior: PriorConfig
  package let priorSchedule: Schedule
  package let stageB: StageB
  package let stageA: VQModelConfig
  /// Stage B gets `scale · latent + shift`.
  package let handOver: Scaling
  /// Nil where the model does not have the encoder.
  package let encoder: Encoder?
  package let sizes: PictureSizes
  package let defaults: ModelDefaults
  package var guide = PromptGuide()

  /// A text tower and how prompts are cut for it.
  package struct Tower: Equatable, Sendable {
    package let config: TextConfig
    /// Positions that a prompt is cut or padded to, begin and end included.
    package let maximumLength: Int
    package let padToken: String
    /// Whether padded positions are hidden from attention inside the tower.
    package let masksPadding: Bool
  }

  package enum StageB: Equatable, Sendable {
    case tokens(PaellaConfig)
    case latent(DiffNeXtConfig, Schedule, text: Tower)
  }

  package struct Scaling: Equatable, Sendable {
    package let scale: Float
    package let shift: Float

    package init(scale: Float = 1, shift: Float = 0) {
      self.scale = scale
      self.shift = shift
    }
  }

  package struct Encoder: Equatable, Sendable {
    package let config: EncoderConfig
    /// Pixels per position of the latent.
    package let reduction: Int
    /// The latent of Stage C is `scale · output + shift`.
    package let scaling: Scaling
  }

  package var parts: [ModelPart] {
    ModelPart.allCases.filter { part in
      switch part {
      case .decoderText: decoderText != nil
      case .encoder: encoder != nil
      default: true
      }
    }
  }

  package var decoderText: Tower? {
    if case .latent(_, _, let tower) = stageB { return tower }
    return nil
  }

  /// A recipe with this model's own settings.
  ///
  /// - Parameter negative: the model's own negative prompt when nil.
  package func recipe(prompt: String, negative: String? = nil, seed: UInt32) -> Recipe {
    Recipe(
      prompt: prompt, negative: negative ?? defaults.negative, model: name, seed: seed,
      stageC: defaults.stageC, stageB: defaults.stageB)
  }
}

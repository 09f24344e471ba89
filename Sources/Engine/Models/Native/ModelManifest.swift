package import Files
package import Recipes

/// `model.json` of the native model folder, format 1: the parts of a model and all their sizes.
///
/// Decoding it checks every number on its own and the parts against each other, so that a model
/// that was accepted can be built.
package struct ModelManifest: Decodable, Equatable, Sendable {
  package let name: String
  package let family: String
  package let license: String?
  package let description: String?
  package let text: TextPart
  package let stageC: PriorPart
  package let stageB: TokenPart
  package let stageA: PicturePart
  /// Absent in a model that only draws.
  package let encoder: EncoderPart?
  package let defaults: Defaults

  /// The text tower.
  package struct TextPart: Decodable, Equatable, Sendable {
    package let weights: String
    /// The folder of the vocabulary.
    package let tokenizer: String
    /// Positions that a prompt is cut or padded to, begin and end included.
    package let maxLength: Int
    package let padToken: String
    /// Whether padded positions are hidden from attention inside the tower.
    package let paddingMask: Bool
    package let config: TextConfig
  }

  /// Stage C.
  package struct PriorPart: Decodable, Equatable, Sendable {
    package let weights: String
    package let latent: LatentShape
    package let schedule: Schedule
    package let config: PriorConfig
  }

  package struct LatentShape: Equatable, Sendable {
    package let channels: Int
    package let height: Int
    package let width: Int
  }

  /// Stage B.
  package struct TokenPart: Decodable, Equatable, Sendable {
    package let weights: String
    package let tokens: GridShape
    package let config: PaellaConfig
  }

  package struct GridShape: Equatable, Sendable {
    package let height: Int
    package let width: Int
  }

  /// Stage A.
  package struct PicturePart: Decodable, Equatable, Sendable {
    package let weights: String
    /// In pixels.
    package let image: GridShape
    package let config: VQModelConfig
  }

  /// The network that turns a picture into a latent.
  package struct EncoderPart: Decodable, Equatable, Sendable {
    package let weights: String
    /// In pixels.
    package let input: GridShape
    /// The latent is `scale · output + shift`.
    package let scale: Float
    package let shift: Float
    package let config: EncoderConfig
  }

  /// The settings the model draws best with.
  package struct Defaults: Decodable, Equatable, Sendable {
    package let stageC: Recipe.StageC
    package let stageB: Recipe.StageB
  }

  /// Reads and checks the manifest at `path`.
  package init(path: Path) throws(LoadingError) {
    self = try SmallFile.json(ModelManifest.self, at: path, role: "model manifest")
  }
}

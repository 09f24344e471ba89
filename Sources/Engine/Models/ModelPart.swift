/// The networks of a model, each with weights of its own.
package enum ModelPart: String, CaseIterable, Codable, Sendable {
  /// The text tower that Stage C looks at, and in version 1 Stage B too.
  case text
  case stageC
  /// The text tower that Stage B of version 2 looks at.
  case decoderText
  case stageB
  case stageA
  /// Turns pictures into latents; drawing from a prompt does not need it.
  case encoder

  /// What the part is called in a message.
  package var name: String {
    switch self {
    case .text: "the text tower"
    case .stageC: "Stage C"
    case .decoderText: "the text tower of Stage B"
    case .stageB: "Stage B"
    case .stageA: "Stage A"
    case .encoder: "the encoder"
    }
  }
}

/// The sizes of a CLIP text tower, under the names of its `config.json` (spec v2 §7).
package struct TextConfig: Codable, Equatable, Sendable {
  package let vocabSize: Int
  package let hiddenSize: Int
  package let intermediateSize: Int
  package let numHiddenLayers: Int
  package let numAttentionHeads: Int
  package let maxPositionEmbeddings: Int
  package let hiddenAct: Activation
  package let layerNormEps: Float

  package enum Activation: String, Codable, Sendable {
    /// The exact form with erf.
    case gelu
    /// x·σ(1.702·x).
    case quickGelu = "quick_gelu"
  }

  private enum CodingKeys: String, CodingKey {
    case vocabSize = "vocab_size"
    case hiddenSize = "hidden_size"
    case intermediateSize = "intermediate_size"
    case numHiddenLayers = "num_hidden_layers"
    case numAttentionHeads = "num_attention_heads"
    case maxPositionEmbeddings = "max_position_embeddings"
    case hiddenAct = "hidden_act"
    case layerNormEps = "layer_norm_eps"
  }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    vocabSize = try fields.read(.vocabSize, in: 3...1 << 20)
    hiddenSize = try fields.read(.hiddenSize, in: ConfigLimits.width)
    intermediateSize = try fields.read(.intermediateSize, in: ConfigLimits.wide)
    numHiddenLayers = try fields.read(.numHiddenLayers, in: 1...256)
    numAttentionHeads = try fields.read(.numAttentionHeads, in: 1...1024)
    maxPositionEmbeddings = try fields.read(.maxPositionEmbeddings, in: 2...4096, default: 77)
    hiddenAct = try fields.read(.hiddenAct, default: .gelu)
    layerNormEps = try fields.read(.layerNormEps, in: 0...1, default: 1e-5)
    try fields.require(
      hiddenSize % numAttentionHeads == 0, .numAttentionHeads,
      "is \(numAttentionHeads), which does not divide hidden_size \(hiddenSize)")
  }
}

/// Bounds that every published model is far below, so that a manifest cannot ask for absurd sizes.
enum ConfigLimits {
  /// Channels of a feature map.
  static let width = 1...1 << 14
  /// Channels inside a multilayer perceptron.
  static let wide = 1...1 << 16
  /// Floats in one feature map: 4 GB.
  static let activation = 1 << 30
}

/// The CLIP text tower: a causal transformer over token ids (spec v1 §6).
package struct CLIPText: Sendable {
  package let config: TextConfig
  /// The token embedding, `[vocab_size, hidden_size]`.
  private let tokens: Weight
  /// The position embedding, `[max_position_embeddings, hidden_size]`.
  private let positions: Weight
  private let layers: [Layer]
  private let finalNorm: AffineNorm
  /// All weights that the layers hold.
  package let weights: [Weight]

  package init(_ config: TextConfig, weights: Weights) throws(LoadingError) {
    self.config = config
    let width = config.hiddenSize
    let embeddings = weights["embeddings"]
    tokens = try embeddings["token_embedding"].weight("weight", [config.vocabSize, width])
    positions = try embeddings["position_embedding"]
      .weight("weight", [config.maxPositionEmbeddings, width])
    var layers: [Layer] = []
    for index in 0..<config.numHiddenLayers {
      layers.append(try Layer(config, weights: weights["encoder"]["layers"][index]))
    }
    self.layers = layers
    finalNorm = try AffineNorm(config, weights: weights["final_layer_norm"])
    self.weights = weights.held
  }

  /// The last hidden state after the final norm, `[batch, positions, hidden_size]`.
  ///
  /// - Parameters:
  ///   - ids: sequences of one length, at most `max_position_embeddings`.
  ///   - mask: which positions may be attended to, per sequence; nil when all may.
  package func callAsFunction(_ ids: [[Int32]], mask: [[Bool]]? = nil)
    throws(CancellationError) -> Tensor
  {
    let attentionMask = Tensor.AttentionMask(isCausal: true, keys: mask)
    var h = embedded(ids)
    for layer in layers {
      h = layer(h, attentionMask)
      try Compute.check()
    }
    return finalNorm(h)
  }

  private func embedded(_ ids: [[Int32]]) -> Tensor {
    let length = ids[0].count
    precondition(length <= config.maxPositionEmbeddings && ids.allSatisfy { $0.count == length })
    let tokens = tokens.tensor
    let words = ids.map { sequence in
      Tensor.stacked(
        sequence.map { id in
          precondition(id >= 0 && id < config.vocabSize, "no token \(id)")
          return tokens.samples(Int(id)..<Int(id) + 1)
        })
    }
    let places = positions.tensor.samples(0..<length)
    return Tensor.stacked(words.map { ($0 + places).reshaped([1, length, config.hiddenSize]) })
  }

  /// Attention, then an MLP, each on the normalised sequence and added to it.
  private struct Layer: Sendable {
    let heads: Int
    let activation: Kernel.Activation
    let norm1: AffineNorm
    let norm2: AffineNorm
    let query: Linear
    let key: Linear
    let value: Linear
    let out: Linear
    let fc1: Linear
    let fc2: Linear

    init(_ config: TextConfig, weights: Weights) throws(LoadingError) {
      heads = config.numAttentionHeads
      activation = config.hiddenAct == .gelu ? .gelu : .quickGELU
      let (width, hidden) = (config.hiddenSize, config.intermediateSize)
      norm1 = try AffineNorm(config, weights: weights["layer_norm1"])
      norm2 = try AffineNorm(config, weights: weights["layer_norm2"])
      let attention = weights["self_attn"]
      query = try Linear(width, width, weights: attention["q_proj"])
      key = try Linear(width, width, weights: attention["k_proj"])
      value = try Linear(width, width, weights: attention["v_proj"])
      out = try Linear(width, width, weights: attention["out_proj"])
      fc1 = try Linear(width, hidden, weights: weights["mlp"]["fc1"])
      fc2 = try Linear(hidden, width, weights: weights["mlp"]["fc2"])
    }

    func callAsFunction(_ x: Tensor, _ mask: Tensor.AttentionMask) -> Tensor {
      let n = norm1.operand(x)
      let all = Linear.together([query, key, value], n)
      let attended = Tensor.attention(
        .init(sequence: all, firstChannel: 0),
        [
          .init(
            keys: .init(sequence: all, firstChannel: x.channels),
            values: .init(sequence: all, firstChannel: 2 * x.channels))
        ],
        heads: heads, width: x.channels, mask: mask)
      let h = out(attended, .residual(x))
      return fc2(fc1(norm2.operand(h), .activation(activation)), .residual(h))
    }
  }

  /// Layer norm with a weight and a bias per channel.
  private struct AffineNorm: Sendable {
    let epsilon: Float
    let weight: Weight
    let bias: Weight

    init(_ config: TextConfig, weights: Weights) throws(LoadingError) {
      epsilon = config.layerNormEps
      weight = try weights.weight("weight", [config.hiddenSize])
      bias = try weights.weight("bias", [config.hiddenSize])
    }

    func callAsFunction(_ x: Tensor) -> Tensor {
      x.layerNormalized(epsilon: epsilon, weight: weight.tensor, bias: bias.tensor)
    }

    /// The same for a product behind it.
    func operand(_ x: Tensor) -> Operand {
      Operand(normalizing: x, epsilon: epsilon, weight: weight.tensor, bias: bias.tensor)
    }
  }
}

/// Stage B: predicts the tokens of a picture from noised ones, a latent and, in the published form, the text
/// (spec v1 §3).
///
/// The latent joins in one of two ways: flattened beside the text, for the attention blocks alone,
/// or spatially, resized to the grid of every level and joined in each residual block.
package struct Paella: Sendable {
  package let config: PaellaConfig
  private let byt5Mapper: Linear?
  private let effnetMapper: Linear
  /// For each level down, then up, in the spatial form: from the latent to `c_cond` channels.
  private let effnetMappers: [Linear]
  /// The token embedding, `[num_labels, c_in]`.
  private let inMapper: Weight
  private let embedding: Linear
  private let levels: UNet
  private let clf: Linear
  /// From the features of a token to its logits; no bias.
  let outMapper: Linear
  /// All weights that the layers hold.
  package let weights: [Weight]

  package init(_ config: PaellaConfig, weights: Weights) throws(LoadingError) {
    self.config = config
    let patch = config.patchSize * config.patchSize
    let widths = config.cHidden
    byt5Mapper =
      config.text
      ? try Linear(config.byt5Embd, config.cCond, weights: weights["byt5_mapper"]) : nil
    effnetMapper = try Linear(config.effnetEmbd, config.cCond, weights: weights["effnet_mapper"])
    var mappers: [Linear] = []
    if config.conditioning == .spatial {
      for index in 0..<2 * widths.count {
        mappers.append(
          try .pointwise(
            config.effnetEmbd, config.cCond, weights: weights["effnet_mappers"][index]))
      }
    }
    effnetMappers = mappers
    inMapper = try weights["in_mapper"]["0"].weight("weight", [config.numLabels, config.cIn])
    embedding = try .pointwise(config.cIn * patch, widths[0], weights: weights["embedding"]["1"])
    levels = try UNet(config.levels, weights: weights)
    clf = try .pointwise(widths[0], config.cOut * patch, weights: weights["clf"]["1"])
    outMapper = try .pointwise(
      config.cOut, config.numLabels, bias: false, weights: weights["out_mapper"]["1"])
    self.weights = weights.held
  }

  /// The features from which the head makes logits, `[batch, height, width, c_out]`, normalised.
  ///
  /// - Parameters:
  ///   - tokens: one grid per sample, of one size; its extents are multiples of `patch_size · 2^(levels - 1)`.
  ///   - ratios: the time of each sample, 0…1.
  ///   - observation: is told of the levels down, the finest first.
  package func features(
    _ tokens: [TokenGrid], at ratios: [Float], _ condition: Condition,
    _ observation: Observation = .none
  ) throws(CancellationError) -> Tensor {
    let time = timestepEmbedding(ratios, width: config.cR)
    var h = embedded(tokens).layerNormalized()
    h = embedding(h.pixelUnshuffled(config.patchSize)).layerNormalized()
    h = try levels(h, time, condition, observation)
    return clf(Operand(normalizing: h)).pixelShuffled(config.patchSize).layerNormalized()
  }

  /// The logits of every token, `[batch, height, width, num_labels]`.
  ///
  /// Sampling takes them tile by tile from `features` instead, since all of them are large.
  package func logits(_ tokens: [TokenGrid], at ratios: [Float], _ condition: Condition)
    throws(CancellationError) -> Tensor
  {
    outMapper(try features(tokens, at: ratios, condition))
  }

  /// What latent and text contribute to every block; it is the same at every step of a run.
  package typealias Condition = UNet.Condition

  /// - Parameters:
  ///   - effnet: the latent, `[batch, h, w, effnet_embd]`.
  ///   - text: `[batch, positions, byt5_embd]`; absent where the model or the caller has none.
  ///   - grid: the extents of the token grid that will be sampled.
  package func condition(effnet: Tensor, text: Tensor?, grid: (height: Int, width: Int))
    throws(CancellationError) -> Condition
  {
    try levels.condition(conditionSequence(effnet, text)) { stage, level in
      if effnetMappers.isEmpty { return nil }
      let scale = config.patchSize << level
      return effnetMappers[stage](effnet.resized(grid.height / scale, grid.width / scale))
    }
  }

  /// `LN(concat(mapped latent, mapped text))`, latent first.
  private func conditionSequence(_ effnet: Tensor, _ text: Tensor?) -> Tensor {
    let latent = effnetMapper(effnet.sequence)
    guard let byt5Mapper, let text else { return latent.layerNormalized() }
    return Tensor.joinedPositions([latent, byt5Mapper(text)]).layerNormalized()
  }

  private func embedded(_ tokens: [TokenGrid]) -> Tensor {
    let table = inMapper.tensor
    let (height, width) = (tokens[0].height, tokens[0].width)
    let result = Tensor(uninitialized: [tokens.count, height, width, config.cIn])
    for (sample, grid) in tokens.enumerated() {
      precondition(grid.height == height && grid.width == width)
      for (position, code) in grid.codes.enumerated() {
        precondition(code >= 0 && code < config.numLabels, "no code \(code)")
        unsafe (result.base + (sample * height * width + position) * config.cIn)
          .update(from: table.base + Int(code) * config.cIn, count: config.cIn)
      }
    }
    return result
  }
}

extension PaellaConfig {
  fileprivate var levels: UNet.Config {
    UNet.Config(
      widths: cHidden, heads: nhead, repeats: blocks, letters: levelConfig, embedding: cR,
      condition: cCond, kernel: kernelSize, attendsToItself: selfAttn,
      injections: conditioning == .spatial ? cHidden.map { _ in true } : nil)
  }
}

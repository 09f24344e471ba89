/// Stage B: predicts the tokens of a picture from noised ones, a latent and, in the published form, the text
/// (spec v1 §3).
///
/// The latent joins in one of two ways: flattened beside the text, for the attention blocks alone,
/// or spatially, resized to the grid of every level and joined in each residual block.
package struct Paella: Sendable {
  package let config: PaellaConfig
  let byt5Mapper: Linear?
  let effnetMapper: Linear
  /// For each level down, then up, in the spatial form: from the latent to `c_cond` channels.
  let effnetMappers: [Linear]
  /// The token embedding, `[num_labels, c_in]`.
  private let inMapper: Tensor
  private let embedding: Linear
  let down: [Level]
  let up: [Level]
  private let clf: Linear
  /// From the features of a token to its logits; no bias.
  let outMapper: Linear

  /// The blocks of one level and the change of resolution before or after them.
  struct Level: Sendable {
    let blocks: [Block]
    /// To this level, on the way down; all but the first.
    var downscale: Convolution?
    /// To the next higher level, on the way up; all but the last.
    var upscale: TransposedConvolution?
  }

  enum Block: Sendable {
    case res(ResBlock)
    case spatialRes(SpatialResBlock)
    case time(TimestepBlock)
    case attention(AttentionBlock)
    case feedForward(FeedForwardBlock)
  }

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
    inMapper = try weights["in_mapper"]["0"].tensor("weight", [config.numLabels, config.cIn])
    embedding = try .pointwise(config.cIn * patch, widths[0], weights: weights["embedding"]["1"])
    var down: [Level] = []
    for level in widths.indices {
      down.append(try Self.downLevel(level, config, weights: weights["down_blocks"][level]))
    }
    self.down = down
    var up: [Level] = []
    for level in widths.indices.reversed() {
      let place = weights["up_blocks"][widths.count - 1 - level]
      up.append(try Self.upLevel(level, config, weights: place))
    }
    self.up = up
    clf = try .pointwise(widths[0], config.cOut * patch, weights: weights["clf"]["1"])
    outMapper = try .pointwise(
      config.cOut, config.numLabels, bias: false, weights: weights["out_mapper"]["1"])
  }

  /// The features from which the head makes logits, `[batch, height, width, c_out]`, normalised.
  ///
  /// - Parameters:
  ///   - tokens: one grid per sample, of one size; its extents are multiples of `patch_size · 2^(levels - 1)`.
  ///   - ratios: the time of each sample, 0…1.
  package func features(_ tokens: [TokenGrid], at ratios: [Float], _ condition: Condition)
    throws(CancellationError) -> Tensor
  {
    let time = timestepEmbedding(ratios, width: config.cR)
    var h = embedded(tokens).layerNormalized()
    h = embedding(h.pixelUnshuffled(config.patchSize)).layerNormalized()
    var skips: [Tensor] = []
    for (index, level) in down.enumerated() {
      if let downscale = level.downscale { h = downscale(h.layerNormalized()) }
      h = try run(level, h, skip: nil, time, condition.levels[index])
      skips.append(h)
    }
    skips.removeLast()
    for (index, level) in up.enumerated() {
      let skip = index == 0 ? nil : skips.removeLast()
      h = try run(level, h, skip: skip, time, condition.levels[down.count + index])
      if let upscale = level.upscale { h = upscale(h.layerNormalized()) }
    }
    return clf(h.layerNormalized()).pixelShuffled(config.patchSize).layerNormalized()
  }

  /// The logits of every token, `[batch, height, width, num_labels]`.
  ///
  /// Sampling takes them tile by tile from `features` instead, since all of them are large.
  package func logits(_ tokens: [TokenGrid], at ratios: [Float], _ condition: Condition)
    throws(CancellationError) -> Tensor
  {
    outMapper(try features(tokens, at: ratios, condition))
  }

  private func run(
    _ level: Level, _ input: Tensor, skip: Tensor?, _ time: Tensor, _ condition: Condition.Level
  ) throws(CancellationError) -> Tensor {
    var h = input
    var skip = skip
    for (block, part) in zip(level.blocks, condition.parts) {
      switch (block, part) {
      case (.res(let res), _):
        h = res(h, skip: skip)
        skip = nil
      case (.spatialRes(let res), .contribution(let contribution)):
        h = res(h, skip: skip, contribution: contribution)
        skip = nil
      case (.time(let scale), _): h = scale(h, time)
      case (.attention(let attend), .keysValues(let keysValues)): h = attend(h, keysValues)
      case (.feedForward(let feed), _): h = feed(h)
      default: preconditionFailure("the condition was made for another network")
      }
      try Compute.check()
    }
    return h
  }

  private func embedded(_ tokens: [TokenGrid]) -> Tensor {
    let (height, width) = (tokens[0].height, tokens[0].width)
    let result = Tensor(uninitialized: [tokens.count, height, width, config.cIn])
    for (sample, grid) in tokens.enumerated() {
      precondition(grid.height == height && grid.width == width)
      for (position, code) in grid.codes.enumerated() {
        precondition(code >= 0 && code < config.numLabels, "no code \(code)")
        unsafe (result.base + (sample * height * width + position) * config.cIn)
          .update(from: inMapper.base + Int(code) * config.cIn, count: config.cIn)
      }
    }
    return result
  }
}

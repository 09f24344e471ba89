/// Stage C: predicts the noise in a latent from the text (spec v1 §2).
package struct Prior: Sendable {
  private let embeddingWidth: Int
  private let projection: Linear
  private let condMapper: (in: Linear, out: Linear)
  private let blocks: [Block]
  private let out: Linear
  /// All weights that the layers hold.
  package let weights: [Weight]

  private struct Block: Sendable {
    let res: ResBlock
    let time: TimestepBlock
    let attention: AttentionBlock
  }

  /// What the text contributes: keys and values for every attention block.
  ///
  /// It is the same at every step of a run.
  package struct Condition: Sendable {
    fileprivate let keysValues: [Tensor.KeysValues]

    /// What the texts of some samples contribute.
    package func samples(_ range: Range<Int>) -> Condition {
      Condition(keysValues: keysValues.map { $0.samples(range) })
    }
  }

  package init(_ config: PriorConfig, weights: Weights) throws(LoadingError) {
    let c = config.c
    embeddingWidth = config.cR
    projection = try .pointwise(config.cIn, c, weights: weights["projection"])
    let mapper = weights["cond_mapper"]
    condMapper = (
      in: try Linear(config.cCond, c, weights: mapper["0"]),
      out: try Linear(c, c, weights: mapper["2"])
    )
    var blocks: [Block] = []
    for i in 0..<config.depth {
      let places = (0..<3).map { weights["blocks"][3 * i + $0] }
      blocks.append(
        Block(
          res: try ResBlock(c, weights: places[0]),
          time: try TimestepBlock(c, embedding: config.cR, weights: places[1]),
          attention: try AttentionBlock(
            c, condition: c, heads: config.nhead, weights: places[2])))
    }
    self.blocks = blocks
    out = try .pointwise(c, 2 * config.cIn, weights: weights["out"]["1"])
    self.weights = weights.held
  }

  /// - Parameter text: `[batch, positions, c_cond]`
  package func condition(_ text: Tensor) throws(CancellationError) -> Condition {
    let mapped = mappedText(text)
    var keysValues: [Tensor.KeysValues] = []
    for block in blocks {
      keysValues.append(block.attention.keysValues(mapped))
      try Compute.check()
    }
    return Condition(keysValues: keysValues)
  }

  /// The text as the attention blocks take it, `[batch, positions, c]`.
  package func mappedText(_ text: Tensor) -> Tensor {
    condMapper.out(condMapper.in(text, .activation(.leakyReLU)))
  }

  /// The noise in `x` `[batch, height, width, c_in]` at the times `ratios`, one per sample.
  ///
  /// - Parameter observation: is told of the layers, three to a block.
  package func callAsFunction(
    _ x: Tensor, at ratios: [Float], _ condition: Condition,
    _ observation: Observation = .none
  ) throws(CancellationError) -> Tensor {
    let time = timestepEmbedding(ratios, width: embeddingWidth)
    var h = projection(x)
    for (index, block) in blocks.enumerated() {
      h = block.res(h)
      observation.layer(3 * index, h)
      h = block.time(h, time)
      observation.layer(3 * index + 1, h)
      h = block.attention(h, condition.keysValues[index])
      observation.layer(3 * index + 2, h)
      try Compute.check()
    }
    let ab = out(Operand(normalizing: h))
    let a = ab.channels(0..<x.channels)
    let b = ab.channels(x.channels..<2 * x.channels)
    return (x - a).divided(by: b.mapElements { abs(1 - $0) + 1e-5 })
  }
}

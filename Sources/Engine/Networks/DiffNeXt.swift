/// Stage B of the second generation: predicts the noise in the latent of Stage A (spec v2 §3).
///
/// The image embedding joins in place, resized to the grid of each level; the text is attended to.
package struct DiffNeXt: Sendable {
  package let config: DiffNeXtConfig
  private let clipMapper: Linear
  /// For each level down, then up, where the image embedding joins.
  private let effnetMappers: [Linear?]
  private let embedding: Linear
  private let levels: UNet
  private let clf: Linear
  /// All weights that the layers hold.
  package let weights: [Weight]

  /// What image embedding and text contribute to every block; it is the same at every step.
  package typealias Condition = UNet.Condition

  package init(_ config: DiffNeXtConfig, weights: Weights) throws(LoadingError) {
    self.config = config
    let patch = config.patchSize * config.patchSize
    clipMapper = try Linear(config.clipEmbd, config.cCond, weights: weights["clip_mapper"])
    var mappers: [Linear?] = []
    let injections = config.injectEffnet + config.injectEffnet.reversed()
    for (stage, joins) in injections.enumerated() {
      let place = weights["effnet_mappers"][stage]
      mappers.append(
        joins ? try .pointwise(config.effnetEmbd, config.cCond, weights: place) : nil)
    }
    effnetMappers = mappers
    embedding = try .pointwise(
      config.cIn * patch, config.cHidden[0], weights: weights["embedding"]["1"])
    levels = try UNet(config.levels, weights: weights)
    clf = try .pointwise(config.cHidden[0], 2 * config.cOut * patch, weights: weights["clf"]["1"])
    self.weights = weights.held
  }

  /// The normalised text that attention looks at, `[batch, positions, c_cond]`.
  package func mappedText(_ text: Tensor) -> Tensor { clipMapper(text).layerNormalized() }

  /// - Parameters:
  ///   - effnet: the image embedding, `[batch, h, w, effnet_embd]`.
  ///   - text: `[batch, positions, clip_embd]`.
  ///   - grid: the extents of the latent that will be denoised.
  package func condition(effnet: Tensor, text: Tensor, grid: (height: Int, width: Int))
    throws(CancellationError) -> Condition
  {
    try levels.condition(mappedText(text)) { stage, level in
      let scale = config.patchSize << level
      return effnetMappers[stage].map { mapper in
        mapper(effnet.resizedFromCorners(grid.height / scale, grid.width / scale))
      }
    }
  }

  /// The noise in `x` `[batch, height, width, c_in]` at the times `ratios`, one per sample.
  package func callAsFunction(
    _ x: Tensor, at ratios: [Float], _ condition: Condition, _ observation: Observation = .none
  ) throws(CancellationError) -> Tensor {
    let (a, b) = try estimate(x, at: ratios, condition, observation)
    return (x - a).divided(by: b)
  }

  /// The parts `a` and `b` of the prediction `(x - a) / b`.
  ///
  /// - Parameter observation: is told of the levels down, the finest first.
  package func estimate(
    _ x: Tensor, at ratios: [Float], _ condition: Condition, _ observation: Observation = .none
  ) throws(CancellationError) -> (a: Tensor, b: Tensor) {
    let time = timestepEmbedding(ratios, width: config.cR)
    var h = embedding(x.pixelUnshuffled(config.patchSize)).layerNormalized()
    h = try levels(h, time, condition, observation)
    let ab = clf(Operand(normalizing: h)).pixelShuffled(config.patchSize)
    // Kept away from 0 and 1, so that the division is tame.
    let b = ab.channels(config.cOut..<2 * config.cOut).activated(.sigmoid)
    return (ab.channels(0..<config.cOut), b.mapElements { $0 * (1 - 2 * 0.001) + 0.001 })
  }
}

extension DiffNeXtConfig {
  fileprivate var levels: UNet.Config {
    UNet.Config(
      widths: cHidden, heads: nhead, repeats: blocks, letters: levelConfig, embedding: cR,
      condition: cCond, kernel: kernelSize, attendsToItself: true, injections: injectEffnet)
  }
}

/// Stage A: pictures from tokens and tokens from pictures (spec v1 §5).
///
/// Pictures are `[batch, height, width, 3]` with values 0…1, not clamped.
package struct VQModel: Sendable {
  package let config: VQModelConfig
  package let codebook: Codebook
  private let encoder: Encoder
  private let start: Linear
  private let up: [Step]
  private let outBlock: Linear
  /// All weights that the layers hold.
  package let weights: [Weight]

  enum Step: Sendable {
    case res(VQResBlock)
    case upscale(TransposedConvolution)
    case downscale(Convolution)
  }

  package init(_ config: VQModelConfig, weights: Weights) throws(LoadingError) {
    self.config = config
    let widths = (0..<config.levels).map { config.cHidden >> (config.levels - 1 - $0) }
    let place = weights["vquantizer"]
    let name = place.shape(of: "codebook.weight") == nil ? "embedding" : "codebook"
    codebook = try Codebook(
      codes: config.codebookSize, dimensions: config.cLatent, weights: place[name])
    encoder = try Encoder(config, widths: widths, weights: weights)
    let upPlace = weights["up_blocks"]
    start = try .pointwise(config.cLatent, config.cHidden, weights: upPlace["0"]["0"])
    var up: [Step] = []
    for level in widths.indices.reversed() {
      for _ in 0..<(level == widths.count - 1 ? config.bottleneckBlocks : 1) {
        up.append(.res(try VQResBlock(widths[level], weights: upPlace[up.count + 1])))
      }
      if level > 0 {
        let upscale = try TransposedConvolution(
          widths[level], widths[level - 1], ConvolutionShape(kernel: 4, stride: 2, padding: 1),
          weights: upPlace[up.count + 1])
        up.append(.upscale(upscale))
      }
    }
    self.up = up
    outBlock = try .pointwise(
      widths[0], config.pixelChannels, weights: weights["out_block"]["0"])
    self.weights = weights.held
  }

  /// How many layers `decode` runs.
  package var decodeLayers: Int { up.count + 1 }

  /// The picture of a latent `[batch, h, w, c_latent]` in the scale of `encode`.
  ///
  /// - Parameter observation: is told of the layers.
  package func decode(_ latent: Tensor, _ observation: Observation = .none)
    throws(CancellationError) -> Tensor
  {
    try decodeVectors(latent.mapElements { $0 * config.scaleFactor }, observation)
  }

  /// The picture of tokens; no scale is involved.
  ///
  /// - Parameter observation: is told of the layers.
  package func decode(_ tokens: [TokenGrid], _ observation: Observation = .none)
    throws(CancellationError) -> Tensor
  {
    try decodeVectors(codebook.vectors(tokens), observation)
  }

  /// The picture of vectors `[batch, h, w, c_latent]` in the scale of the codebook.
  package func decodeVectors(_ vectors: Tensor, _ observation: Observation = .none)
    throws(CancellationError) -> Tensor
  {
    var h = start(vectors)
    for (index, step) in up.enumerated() {
      h = step(h)
      try Compute.check()
      observation.layer(index, h)
    }
    let picture = outBlock(h).pixelShuffled(config.patch)
    try Compute.check()
    observation.layer(up.count, picture)
    return picture
  }

  /// What `encode` finds in a picture.
  package struct Encoding: Sendable {
    /// The nearest codes, divided by the scale factor.
    package let quantised: Tensor
    /// The encoder's output, divided by the scale factor.
    package let latent: Tensor
    package let tokens: [TokenGrid]
    /// Codebook loss plus a quarter of the commitment loss.
    package let loss: Float
  }

  /// The vectors of a picture before the nearest codes are taken, in the scale of the codebook.
  package func vectors(of picture: Tensor) throws(CancellationError) -> Tensor {
    try encoder(picture)
  }

  /// - Parameter picture: its extents are multiples of `config.reduction`.
  package func encode(_ picture: Tensor) throws(CancellationError) -> Encoding {
    let z = try encoder(picture)
    let nearest = codebook.quantise(z)
    try Compute.check()
    return Encoding(
      quantised: nearest.vectors.mapElements { $0 / config.scaleFactor },
      latent: z.mapElements { $0 / config.scaleFactor }, tokens: nearest.tokens,
      loss: nearest.loss * 1.25)
  }

  /// Pixel unshuffle, 1×1 convolution, one block per level, BatchNorm head.
  private struct Encoder: Sendable {
    let patch: Int
    let inBlock: Linear
    let down: [Step]
    let head: Derived<Linear>

    init(_ config: VQModelConfig, widths: [Int], weights: Weights) throws(LoadingError) {
      inBlock = try .pointwise(
        config.pixelChannels, widths[0], weights: weights["in_block"]["1"])
      patch = config.patch
      let place = weights["down_blocks"]
      var down: [Step] = []
      for (level, width) in widths.enumerated() {
        if level > 0 {
          down.append(
            .downscale(
              try Convolution(
                widths[level - 1], width, ConvolutionShape(kernel: 4, stride: 2, padding: 1),
                weights: place[down.count])))
        }
        down.append(.res(try VQResBlock(width, weights: place[down.count])))
      }
      self.down = down
      let last = place[down.count]
      let convolution = try last["0"].weight(
        "weight", [config.cLatent, config.cHidden, 1, 1], isResting: true)
      head = try BatchNorm(config.cLatent, epsilon: 1e-5, weights: last["1"])
        .following(convolution) { Linear(weight: $0, bias: $1) }
    }

    func callAsFunction(_ picture: Tensor) throws(CancellationError) -> Tensor {
      var h = inBlock(picture.pixelUnshuffled(patch))
      for step in down {
        h = step(h)
        try Compute.check()
      }
      return head.value(h)
    }
  }
}

extension VQModelConfig {
  /// Channels of a block of pixels that the first and the last layer take as one.
  fileprivate var pixelChannels: Int { colours * patch * patch }
}

extension VQModel.Step {
  fileprivate func callAsFunction(_ x: Tensor) -> Tensor {
    switch self {
    case .res(let block): block(x)
    case .upscale(let convolve): convolve(x)
    case .downscale(let convolve): convolve(x)
    }
  }
}

/// The residual block of Stage A: six scalar gains, no response normalisation (spec v1 §5).
struct VQResBlock: Sendable {
  private let gammas: Weight
  private let depthwise: DepthwiseConvolution
  private let expand: Matrix
  private let expandBias: Weight
  private let contract: Matrix
  private let contractBias: Weight

  init(_ channels: Int, weights: Weights) throws(LoadingError) {
    gammas = try weights.weight("gammas", [6])
    depthwise = try DepthwiseConvolution(
      channels, kernel: 3, replicating: true, weights: weights["depthwise"]["1"])
    let place = weights["channelwise"]
    expand = try place["0"].matrix("weight", [4 * channels, channels])
    expandBias = try place["0"].weight("bias", [4 * channels])
    contract = try place["2"].matrix("weight", [channels, 4 * channels])
    contractBias = try place["2"].weight("bias", [channels])
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let gammas = gammas.tensor.elements
    let y = x.layerNormalized(scale: 1 + gammas[0], shift: gammas[1])
    let z = x.mixed(1, depthwise(y), gammas[2])
    let mlp = Tensor.MLP(
      expand: expand, expandBias: expandBias.tensor, contract: contract,
      contractBias: contractBias.tensor)
    return z.addingMLP(mlp, scale: 1 + gammas[3], shift: gammas[4], gain: gammas[5])
  }
}

/// The EfficientNetV2-style encoder that turns a picture into a latent (spec v1 §4).
package struct EfficientNet: Sendable {
  private let stem: ConvolutionNorm
  private let blocks: [Block]
  private let head: ConvolutionNorm
  private let mapper: Derived<Linear>
  /// All weights that the layers hold.
  package let weights: [Weight]

  private enum Block: Sendable {
    case fused(FusedMBConv)
    case mobile(MBConv)
  }

  package init(_ config: EncoderConfig, weights: Weights) throws(LoadingError) {
    let backbone = weights["backbone"]
    let epsilon = config.batchNormEps
    stem = try ConvolutionNorm(
      3, config.stem, kernel: 3, stride: 2, epsilon: epsilon, weights: backbone["0"])
    var blocks: [Block] = []
    for (number, stage) in config.stages.enumerated() {
      for index in 0..<stage.repeats {
        let place = backbone[number + 1][index]["block"]
        let input = index == 0 ? stage.input : stage.output
        let stride = index == 0 ? stage.stride : 1
        switch stage.kind {
        case .fused:
          let block = try FusedMBConv(
            stage, input: input, stride: stride, epsilon: epsilon, weights: place)
          blocks.append(.fused(block))
        case .mobile:
          let block = try MBConv(
            stage, input: input, stride: stride, epsilon: epsilon, weights: place)
          blocks.append(.mobile(block))
        }
      }
    }
    self.blocks = blocks
    let last = config.stages.last?.output ?? config.stem
    head = try ConvolutionNorm(
      last, config.head, kernel: 1, epsilon: epsilon,
      weights: backbone[config.stages.count + 1])
    let convolution = try weights["mapper"]["0"].weight(
      "weight", [config.cLatent, config.head, 1, 1], isResting: true)
    mapper = try BatchNorm(config.cLatent, epsilon: 1e-5, weights: weights["mapper"]["1"])
      .following(convolution) { Linear(weight: $0, bias: $1) }
    self.weights = weights.held
  }

  /// The latent of a picture, a thirty-second of its size in the published models.
  ///
  /// The picture is `[batch, height, width, 3]` as `ImagePreprocessing` gives it.
  package func callAsFunction(_ picture: Tensor) throws(CancellationError) -> Tensor {
    mapper.value(try features(picture))
  }

  /// What the backbone sees, before it is mapped to the channels of a latent.
  package func features(_ picture: Tensor) throws(CancellationError) -> Tensor {
    var h = stem(picture)
    for block in blocks {
      h =
        switch block {
        case .fused(let block): block(h)
        case .mobile(let block): block(h)
        }
      try Compute.check()
    }
    return head(h)
  }

  /// A latent on the scale that the prior of version 2 draws on (spec v1 §4).
  package static func scaled(_ latent: Tensor) -> Tensor { latent.mapElements { ($0 + 1) / 42 } }

  /// A channel count times a ratio, to the nearest multiple of 8 that loses at most a tenth.
  fileprivate static func rounded(_ channels: Int, times ratio: Int) -> Int {
    let wanted = channels * ratio
    let nearest = max(8, (wanted + 4) / 8 * 8)
    return nearest * 10 < wanted * 9 ? nearest + 8 : nearest
  }
}

/// Convolution without a bias, BatchNorm, and SiLU where wanted.
private struct ConvolutionNorm: Sendable {
  private enum Operation: Sendable {
    case dense(Convolution)
    case depthwise(DepthwiseConvolution)
    case pointwise(Linear)
  }

  private let operation: Derived<Operation>
  private let isActivated: Bool

  /// Binds `0.weight` and the norm at `1.*`.
  init(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, isDepthwise: Bool = false,
    isActivated: Bool = true, epsilon: Float, weights: Weights
  ) throws(LoadingError) {
    self.isActivated = isActivated
    let stored = try weights["0"].weight(
      "weight", [outputs, isDepthwise ? 1 : inputs, kernel, kernel], isResting: true)
    let norm = try BatchNorm(outputs, epsilon: epsilon, weights: weights["1"])
    operation = norm.following(stored) { weight, bias in
      if isDepthwise {
        return .depthwise(
          DepthwiseConvolution(kernel: kernel, stride: stride, weight: weight, bias: bias))
      }
      if kernel == 1 { return .pointwise(Linear(weight: weight, bias: bias)) }
      let shape = ConvolutionShape(kernel: kernel, stride: stride, padding: kernel / 2)
      return .dense(Convolution(shape, weight: weight, bias: bias))
    }
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    switch operation.value {
    case .pointwise(let linear): return linear(x, isActivated ? .activation(.silu) : .bias)
    case .dense(let convolve): return finished(convolve(x))
    case .depthwise(let convolve): return finished(convolve(x))
    }
  }

  private func finished(_ x: Tensor) -> Tensor { isActivated ? x.activated(.silu) : x }
}

/// A dense convolution that expands, a 1×1 one that contracts.
private struct FusedMBConv: Sendable {
  private let layers: [ConvolutionNorm]
  private let addsInput: Bool

  init(
    _ stage: EncoderConfig.Stage, input: Int, stride: Int, epsilon: Float, weights: Weights
  ) throws(LoadingError) {
    let expanded = EfficientNet.rounded(input, times: stage.expand)
    addsInput = stride == 1 && input == stage.output
    if expanded == input {
      layers = [
        try ConvolutionNorm(
          input, stage.output, kernel: stage.kernel, stride: stride, epsilon: epsilon,
          weights: weights["0"])
      ]
    } else {
      layers = [
        try ConvolutionNorm(
          input, expanded, kernel: stage.kernel, stride: stride, epsilon: epsilon,
          weights: weights["0"]),
        try ConvolutionNorm(
          expanded, stage.output, kernel: 1, isActivated: false, epsilon: epsilon,
          weights: weights["1"]),
      ]
    }
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let y = layers.reduce(x) { $1($0) }
    return addsInput ? x + y : y
  }
}

/// Expand, depthwise convolution, squeeze and excitation, contract.
private struct MBConv: Sendable {
  private let expand: ConvolutionNorm?
  private let depthwise: ConvolutionNorm
  private let squeeze: (in: Linear, out: Linear)
  private let contract: ConvolutionNorm
  private let addsInput: Bool

  init(
    _ stage: EncoderConfig.Stage, input: Int, stride: Int, epsilon: Float, weights: Weights
  ) throws(LoadingError) {
    let expanded = EfficientNet.rounded(input, times: stage.expand)
    addsInput = stride == 1 && input == stage.output
    let first = expanded == input ? 0 : 1
    expand =
      first == 0
      ? nil
      : try ConvolutionNorm(input, expanded, kernel: 1, epsilon: epsilon, weights: weights["0"])
    depthwise = try ConvolutionNorm(
      expanded, expanded, kernel: stage.kernel, stride: stride, isDepthwise: true,
      epsilon: epsilon, weights: weights[first])
    // The squeeze is a quarter of the block's input, not of the expanded width.
    let squeezed = max(1, input / 4)
    let place = weights[first + 1]
    squeeze = (
      in: try .pointwise(expanded, squeezed, weights: place["fc1"]),
      out: try .pointwise(squeezed, expanded, weights: place["fc2"])
    )
    contract = try ConvolutionNorm(
      expanded, stage.output, kernel: 1, isActivated: false, epsilon: epsilon,
      weights: weights[first + 2])
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    var h = depthwise(expand?(x) ?? x)
    let gate = squeeze.out(
      squeeze.in(h.channelMeans(), .activation(.silu)), .activation(.sigmoid))
    h = h.scaledShifted(gate, Tensor(gate.shape))
    let y = contract(h)
    return addsInput ? x + y : y
  }
}

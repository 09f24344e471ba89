extension Paella {
  static func downLevel(_ level: Int, _ config: PaellaConfig, weights: Weights)
    throws(LoadingError) -> Level
  {
    let widths = config.cHidden
    if level == 0 {
      return Level(blocks: try blocks(level, config, skip: 0, from: 0, weights: weights))
    }
    let downscale = try Convolution(
      widths[level - 1], widths[level], ConvolutionShape(kernel: 2, stride: 2, padding: 0),
      weights: weights["0"]["1"])
    return Level(
      blocks: try blocks(level, config, skip: 0, from: 1, weights: weights), downscale: downscale)
  }

  static func upLevel(_ level: Int, _ config: PaellaConfig, weights: Weights)
    throws(LoadingError) -> Level
  {
    let widths = config.cHidden
    let skip = level == widths.count - 1 ? 0 : widths[level]
    let blocks = try blocks(level, config, skip: skip, from: 0, weights: weights)
    if level == 0 { return Level(blocks: blocks) }
    let upscale = try TransposedConvolution(
      widths[level], widths[level - 1], ConvolutionShape(kernel: 2, stride: 2, padding: 0),
      weights: weights[blocks.count]["1"])
    return Level(blocks: blocks, upscale: upscale)
  }

  /// The letters of a level, `blocks` times over; only the first block of all takes the skip.
  private static func blocks(
    _ level: Int, _ config: PaellaConfig, skip: Int, from first: Int, weights: Weights
  ) throws(LoadingError) -> [Block] {
    let letters = (0..<config.blocks[level]).flatMap { _ in config.levelConfig[level] }
    var blocks: [Block] = []
    for (index, letter) in letters.enumerated() {
      blocks.append(
        try block(
          letter, level, config, skip: index == 0 ? skip : 0, weights: weights[first + index]))
    }
    return blocks
  }

  private static func block(
    _ letter: PaellaConfig.Block, _ level: Int, _ config: PaellaConfig, skip: Int, weights: Weights
  ) throws(LoadingError) -> Block {
    let c = config.cHidden[level]
    switch letter {
    case .residual where config.conditioning == .spatial:
      return .spatialRes(
        try SpatialResBlock(
          c, skip: skip, latent: config.cCond, kernel: config.kernelSize, weights: weights))
    case .residual:
      return .res(try ResBlock(c, skip: skip, kernel: config.kernelSize, weights: weights))
    case .timestep: return .time(try TimestepBlock(c, embedding: config.cR, weights: weights))
    case .attention:
      return .attention(
        try AttentionBlock(
          c, condition: config.cCond, heads: config.nhead[level],
          attendsToItself: config.selfAttn, weights: weights))
    case .feedForward: return .feedForward(try FeedForwardBlock(c, weights: weights))
    }
  }
}

/// The levels of Stage B: down to the coarsest grid and up again, with skips between (spec v1 §3, v2 §3).
///
/// What skips and latents do depends on the form: in the published v1 a skip joins before the convolution
/// of the first block of a level; in the spatial form skip and mapped latent join after its norm.
package struct UNet: Sendable {
  private let down: [Level]
  private let up: [Level]

  /// The sizes of the levels, the finest first.
  package struct Config: Sendable {
    package let widths: [Int]
    package let heads: [Int]
    package let repeats: [Int]
    package let letters: [[LevelBlock]]
    /// Channels of the timestep embedding.
    package let embedding: Int
    /// Channels of the sequence that attention looks at, and of a mapped latent.
    package let condition: Int
    package let kernel: Int
    package let attendsToItself: Bool
    /// Which levels a mapped latent joins; nil in the form without it.
    package let injections: [Bool]?
  }

  /// The blocks of one level and the change of resolution before or after them.
  private struct Level: Sendable {
    let blocks: [Block]
    /// To this level, on the way down; all but the first.
    var downscale: Convolution?
    /// To the next finer level, on the way up; all but the last.
    var upscale: TransposedConvolution?
  }

  private enum Block: Sendable {
    case res(ResBlock)
    case spatialRes(SpatialResBlock)
    case time(TimestepBlock)
    case attention(AttentionBlock)
    case feedForward(FeedForwardBlock)
  }

  /// Binds `down_blocks.*` and `up_blocks.*`.
  package init(_ config: Config, weights: Weights) throws(LoadingError) {
    let levels = config.widths.indices
    var down: [Level] = []
    for level in levels {
      down.append(try Self.downLevel(level, config, weights: weights["down_blocks"][level]))
    }
    self.down = down
    var up: [Level] = []
    for level in levels.reversed() {
      let place = weights["up_blocks"][levels.count - 1 - level]
      up.append(try Self.upLevel(level, config, weights: place))
    }
    self.up = up
  }

  /// What is the same at every step of a run, part by part for every block.
  package struct Condition: Sendable {
    fileprivate let levels: [[Part]]

    fileprivate enum Part: Sendable {
      case none
      /// What the latent adds to the hidden layer of a residual block.
      case contribution(Operand)
      case keysValues(Tensor.KeysValues)
    }
  }

  /// - Parameters:
  ///   - sequence: what attention looks at, `[batch, positions, condition]`.
  ///   - mapped: the latent mapped for a stage, counted down and then up, on the grid of a level,
  ///     0 being the finest; nil where none joins.
  package func condition(
    _ sequence: Tensor, mapped: (_ stage: Int, _ level: Int) -> Tensor?
  ) throws(CancellationError) -> Condition {
    var levels: [[Condition.Part]] = []
    for (stage, level) in (down + up).enumerated() {
      let depth = stage < down.count ? stage : down.count + up.count - 1 - stage
      let latent = mapped(stage, depth)
      var parts: [Condition.Part] = []
      for block in level.blocks {
        switch block {
        case .spatialRes(let res):
          parts.append(latent.map { .contribution(res.contribution(of: $0)) } ?? .none)
        case .attention(let attention):
          parts.append(.keysValues(attention.keysValues(sequence)))
        default: parts.append(.none)
        }
        try Compute.check()
      }
      levels.append(parts)
    }
    return Condition(levels: levels)
  }

  /// - Parameters:
  ///   - input: a map on the finest grid, whose extents are multiples of `2^(levels - 1)`.
  ///   - time: the timestep embedding, one row per sample.
  ///   - observation: is told of the levels down, the finest first.
  package func callAsFunction(
    _ input: Tensor, _ time: Tensor, _ condition: Condition,
    _ observation: Observation
  ) throws(CancellationError) -> Tensor {
    var h = input
    var skips: [Tensor] = []
    for (index, level) in down.enumerated() {
      if let downscale = level.downscale { h = downscale(Operand(normalizing: h)) }
      h = try run(level, h, skip: nil, time, condition.levels[index])
      observation.layer(index, h)
      skips.append(h)
    }
    skips.removeLast()
    for (index, level) in up.enumerated() {
      let skip = index == 0 ? nil : skips.removeLast()
      h = try run(level, h, skip: skip, time, condition.levels[down.count + index])
      if let upscale = level.upscale { h = upscale(Operand(normalizing: h)) }
    }
    return h
  }

  /// Only the first block of a level can take the skip.
  private func run(
    _ level: Level, _ input: Tensor, skip: Tensor?, _ time: Tensor, _ parts: [Condition.Part]
  ) throws(CancellationError) -> Tensor {
    var h = input
    for (index, (block, part)) in zip(level.blocks, parts).enumerated() {
      let skip = index == 0 ? skip : nil
      switch (block, part) {
      case (.res(let res), _): h = res(h, skip: skip)
      case (.spatialRes(let res), .contribution(let contribution)):
        h = res(h, skip: skip, contribution: contribution)
      case (.spatialRes(let res), _): h = res(h, skip: skip, contribution: nil)
      case (.time(let scale), _): h = scale(h, time)
      case (.attention(let attend), .keysValues(let keysValues)): h = attend(h, keysValues)
      case (.feedForward(let feed), _): h = feed(h)
      default: preconditionFailure("the condition was made for another network")
      }
      try Compute.check()
    }
    return h
  }
}

extension UNet {
  private static let halving = ConvolutionShape(kernel: 2, stride: 2, padding: 0)

  private static func downLevel(_ level: Int, _ config: Config, weights: Weights)
    throws(LoadingError) -> Level
  {
    if level == 0 {
      return Level(blocks: try blocks(level, config, skip: 0, from: 0, weights: weights))
    }
    let downscale = try Convolution(
      config.widths[level - 1], config.widths[level], halving, weights: weights["0"]["1"])
    return Level(
      blocks: try blocks(level, config, skip: 0, from: 1, weights: weights), downscale: downscale)
  }

  private static func upLevel(_ level: Int, _ config: Config, weights: Weights)
    throws(LoadingError) -> Level
  {
    let widths = config.widths
    let skip = level == widths.count - 1 ? 0 : widths[level]
    let blocks = try blocks(level, config, skip: skip, from: 0, weights: weights)
    if level == 0 { return Level(blocks: blocks) }
    let upscale = try TransposedConvolution(
      widths[level], widths[level - 1], halving, weights: weights[blocks.count]["1"])
    return Level(blocks: blocks, upscale: upscale)
  }

  /// The letters of a level, `repeats` times over.
  private static func blocks(
    _ level: Int, _ config: Config, skip: Int, from first: Int, weights: Weights
  ) throws(LoadingError) -> [Block] {
    let letters = (0..<config.repeats[level]).flatMap { _ in config.letters[level] }
    var blocks: [Block] = []
    for (index, letter) in letters.enumerated() {
      blocks.append(
        try block(
          letter, level, config, skip: index == 0 ? skip : 0, weights: weights[first + index]))
    }
    return blocks
  }

  private static func block(
    _ letter: LevelBlock, _ level: Int, _ config: Config, skip: Int, weights: Weights
  ) throws(LoadingError) -> Block {
    let c = config.widths[level]
    switch letter {
    case .residual:
      guard let injections = config.injections else {
        return .res(try ResBlock(c, skip: skip, kernel: config.kernel, weights: weights))
      }
      let latent = injections[level] ? config.condition : 0
      return .spatialRes(
        try SpatialResBlock(
          c, skip: skip, latent: latent, kernel: config.kernel, weights: weights))
    case .timestep:
      return .time(try TimestepBlock(c, embedding: config.embedding, weights: weights))
    case .attention:
      return .attention(
        try AttentionBlock(
          c, condition: config.condition, heads: config.heads[level],
          attendsToItself: config.attendsToItself, weights: weights))
    case .feedForward: return .feedForward(try FeedForwardBlock(c, weights: weights))
    }
  }
}

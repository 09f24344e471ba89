/// Depthwise convolution, layer norm, channel MLP, identity (spec v1 §1.3).
package struct ResBlock: Sendable {
  private enum Mixing: Sendable {
    case plain(DepthwiseConvolution)
    case skipping(GroupedSkipConvolution)
  }

  private let depthwise: Mixing
  private let channelwise: ChannelMLP

  /// Binds `depthwise.*` and `channelwise.*`.
  ///
  /// - Parameter skip: the channels of the skip that is joined before the convolution; 0 for none.
  package init(_ channels: Int, skip: Int = 0, kernel: Int = 3, weights: Weights)
    throws(LoadingError)
  {
    let place = weights["depthwise"]
    depthwise =
      skip == 0
      ? .plain(try DepthwiseConvolution(channels, kernel: kernel, weights: place))
      : .skipping(
        try GroupedSkipConvolution(channels, skip: skip, kernel: kernel, weights: place))
    channelwise = try ChannelMLP(channels, weights: weights["channelwise"])
  }

  /// - Parameter skip: given exactly if the block was made with one.
  package func callAsFunction(_ x: Tensor, skip: Tensor? = nil) -> Tensor {
    let z =
      switch (depthwise, skip) {
      case (.plain(let convolve), nil): convolve(x)
      case (.skipping(let convolve), let skip?): convolve(x, skip: skip)
      default: preconditionFailure("a skip is given exactly to a block made with one")
      }
    return channelwise([Operand(normalizing: z)], residual: x)
  }
}

/// A residual block into whose MLP skip and latent join.
///
/// The spatial form of Stage B: depthwise convolution on `x` alone, layer norm, then the MLP on the
/// normalised map, the skip and the mapped latent side by side (spec v2 §1.6).
package struct SpatialResBlock: Sendable {
  private let depthwise: DepthwiseConvolution
  private let channelwise: ChannelMLP

  /// Binds `depthwise.*` and `channelwise.*`; a width of 0 means that nothing joins.
  package init(_ channels: Int, skip: Int, latent: Int, kernel: Int = 3, weights: Weights)
    throws(LoadingError)
  {
    depthwise = try DepthwiseConvolution(channels, kernel: kernel, weights: weights["depthwise"])
    channelwise = try ChannelMLP(
      channels, joined: [skip, latent].filter { $0 > 0 }, weights: weights["channelwise"])
  }

  /// What a mapped latent adds to the hidden layer; it is the same at every step.
  package func contribution(of latent: Tensor) -> Operand { channelwise.contribution(of: latent) }

  package func callAsFunction(_ x: Tensor, skip: Tensor?, contribution: Operand?) -> Tensor {
    let z = Operand(normalizing: depthwise(x))
    let inputs = [z] + (skip.map { [Operand($0)] } ?? [])
    return channelwise(inputs, startingWith: contribution, residual: x)
  }
}

/// Layer norm, channel MLP, identity (spec v1 §1.4).
package struct FeedForwardBlock: Sendable {
  private let channelwise: ChannelMLP

  package init(_ channels: Int, weights: Weights) throws(LoadingError) {
    channelwise = try ChannelMLP(channels, weights: weights["channelwise"])
  }

  package func callAsFunction(_ x: Tensor) -> Tensor {
    channelwise([Operand(normalizing: x)], residual: x)
  }
}

/// Scales and shifts the channels by what the time step says (spec v1 §1.5).
package struct TimestepBlock: Sendable {
  private let mapper: Linear

  package init(_ channels: Int, embedding: Int, weights: Weights) throws(LoadingError) {
    mapper = try Linear(embedding, 2 * channels, weights: weights["mapper"])
  }

  /// - Parameter embedding: `[batch, c_r]`, from `timestepEmbedding`.
  package func callAsFunction(_ x: Tensor, _ embedding: Tensor) -> Tensor {
    let both = mapper(embedding)
    let scale = both.channels(0..<x.channels).mapElements { 1 + $0 }
    return x.scaledShifted(scale, both.channels(x.channels..<2 * x.channels))
  }
}

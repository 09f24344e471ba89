/// Stage B of the second generation: denoises the latent of Stage A (spec v2 §8.2).
package struct DecoderStage: Sendable {
  package let network: DiffNeXt
  package let loop: DiffusionLoop

  /// What the latent is drawn for.
  package struct Input: Sendable {
    /// The image embeddings, `[batch, h, w, effnet_embd]`.
    package let embeddings: Tensor
    /// The text, `[batch, positions, clip_embd]`, and the one that is steered away from.
    package let text: Tensor
    package let unwanted: Tensor
    /// The extents of the latent.
    package let grid: (height: Int, width: Int)

    package init(
      embeddings: Tensor, text: Tensor, unwanted: Tensor, grid: (height: Int, width: Int)
    ) {
      self.embeddings = embeddings
      self.text = text
      self.unwanted = unwanted
      self.grid = grid
    }
  }

  package init(network: DiffNeXt, loop: DiffusionLoop) {
    self.network = network
    self.loop = loop
  }

  /// - Parameter observation: is told of every step, with the latent so far, and of the network's
  ///   layers.
  /// - Throws: `CancellationError`, or `NumbersError` after the first step whose latent is not finite.
  package func callAsFunction(
    _ input: Input, draws: inout some RandomSource, observation: Observation = .none
  ) throws -> Tensor {
    var point: DiffusionLoop.Point?
    return try self(input, from: &point, draws: &draws, observation: observation)
  }

  /// - Parameters:
  ///   - point: where an earlier run of the same stood, nil to begin; afterwards, whatever becomes of
  ///     the run, where it stands itself.
  ///   - draws: as they were at that point, and are at the next.
  ///   - stop: the step after which the latent is taken as it is; the last when nil.
  func callAsFunction(
    _ input: Input, from point: inout DiffusionLoop.Point?, until stop: Int? = nil,
    draws: inout some RandomSource, observation: Observation
  ) throws -> Tensor {
    let (height, width) = input.grid
    var here =
      point
      ?? .init(
        x: draws.noise(
          batch: input.embeddings.batch, channels: network.config.cIn, height: height, width: width)
      )
    let condition = try condition(input)
    while here.step < min(stop ?? loop.steps, loop.steps) {
      // A step that is cut short has drawn nothing.
      var drawn = draws
      here.x = try loop.step(here.step, here.x, &here.memory, draws: &drawn) {
        x, times throws(CancellationError) in
        try network(x, at: times, condition, observation)
      }.checked(as: .stageB)
      here.step += 1
      (point, draws) = (here, drawn)
      observation.step(here.step, .latent(here.x))
    }
    return here.x
  }

  /// With guidance doubled: an absent embedding is zeros, an absent text the unwanted one.
  private func condition(_ input: Input) throws(CancellationError) -> DiffNeXt.Condition {
    if loop.guidance == nil {
      return try network.condition(
        effnet: input.embeddings, text: input.text, grid: input.grid)
    }
    return try network.condition(
      effnet: .stacked([input.embeddings, Tensor(input.embeddings.shape)]),
      text: .stacked([input.text, input.unwanted]), grid: input.grid)
  }
}

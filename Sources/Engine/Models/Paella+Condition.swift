extension Paella {
  /// What latent and text contribute to every block; it is the same at every step of a run.
  package struct Condition: Sendable {
    let levels: [Level]

    /// One part for each block of a level.
    struct Level: Sendable {
      let parts: [Part]
    }

    enum Part: Sendable {
      case none
      /// What the latent adds to the hidden layer of a residual block.
      case contribution(Tensor)
      case keysValues(Tensor.KeysValues)
    }
  }

  /// - Parameters:
  ///   - effnet: the latent, `[batch, h, w, effnet_embd]`.
  ///   - text: `[batch, positions, byt5_embd]`; absent where the model or the caller has none.
  ///   - grid: the extents of the token grid that will be sampled.
  package func condition(effnet: Tensor, text: Tensor?, grid: (height: Int, width: Int))
    throws(CancellationError) -> Condition
  {
    let sequence = conditionSequence(effnet, text)
    var levels: [Condition.Level] = []
    for (index, level) in (down + up).enumerated() {
      let depth = index < down.count ? index : down.count + up.count - 1 - index
      let scale = config.patchSize << depth
      let mapped =
        effnetMappers.isEmpty
        ? nil : effnetMappers[index](effnet.resized(grid.height / scale, grid.width / scale))
      var parts: [Condition.Part] = []
      for block in level.blocks {
        switch block {
        case .spatialRes(let res):
          parts.append(mapped.map { .contribution(res.contribution(of: $0)) } ?? .none)
        case .attention(let attention):
          parts.append(.keysValues(attention.keysValues(sequence)))
        default: parts.append(.none)
        }
        try Compute.check()
      }
      levels.append(Condition.Level(parts: parts))
    }
    return Condition(levels: levels)
  }

  /// `LN(concat(mapped latent, mapped text))`, latent first.
  private func conditionSequence(_ effnet: Tensor, _ text: Tensor?) -> Tensor {
    let latent = effnetMapper(effnet.sequence)
    guard let byt5Mapper, let text else { return latent.layerNormalized() }
    let words = byt5Mapper(text)
    let samples = (0..<effnet.batch).map { sample in
      Tensor.stacked([
        latent.samples(sample..<sample + 1).reshaped([latent.positions, latent.channels]),
        words.samples(sample..<sample + 1).reshaped([words.positions, words.channels]),
      ])
    }
    let joined = samples.map { $0.reshaped([1] + $0.shape) }
    return Tensor.stacked(joined).layerNormalized()
  }
}

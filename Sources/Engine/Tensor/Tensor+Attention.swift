extension Tensor {
  /// A run of channels in a sequence `[batch, positions, channels]`: queries, keys or values.
  package struct Projection: Sendable {
    let sequence: Tensor
    let firstChannel: Int

    package init(sequence: Tensor, firstChannel: Int) {
      self.sequence = sequence
      self.firstChannel = firstChannel
    }

    /// Where the channels of a position begin.
    fileprivate func pointer(_ sample: Int, _ position: Int, _ channel: Int)
      -> UnsafeMutablePointer<Float>
    {
      let row = sample * sequence.positions + position
      return unsafe sequence.base + row * sequence.channels + firstChannel + channel
    }
  }

  /// Keys and values of the same positions.
  package struct KeysValues: Sendable {
    let keys: Projection
    let values: Projection

    package init(keys: Projection, values: Projection) {
      self.keys = keys
      self.values = values
    }

    var positions: Int { keys.sequence.positions }

    func samples(_ range: Range<Int>) -> KeysValues {
      func some(_ all: Projection) -> Projection {
        .init(sequence: all.sequence.samples(range), firstChannel: all.firstChannel)
      }
      return KeysValues(keys: some(keys), values: some(values))
    }
  }

  /// Which keys a query may attend to, beyond all of them.
  package struct AttentionMask: Sendable {
    /// A query attends to itself and to what is before it.
    var isCausal: Bool
    /// Whether a key counts, `[batch][position]`; nil when all do.
    var keys: [[Bool]]?

    package init(isCausal: Bool = false, keys: [[Bool]]? = nil) {
      self.isCausal = isCausal
      self.keys = keys
    }
  }

  /// Scaled dot-product attention of `width` channels split over `heads` (spec v1 §1.6).
  ///
  /// The keys are those of all `sources`, one after the other. The result is `[batch, queries, width]`. Scores exist
  /// only for the queries of one head and one tile.
  package static func attention(
    _ query: Projection, _ sources: [KeysValues], heads: Int, width: Int, mask: AttentionMask? = nil
  ) -> Tensor {
    let batch = query.sequence.batch
    let queries = query.sequence.positions
    let keys = sources.reduce(0) { $0 + $1.positions }
    let depth = width / heads
    precondition(depth * heads == width, "\(width) channels do not split into \(heads) heads")
    let result = Tensor(uninitialized: [batch, queries, width])
    let scale = 1 / Float(depth).squareRoot()
    let tiling = Tiling(samples: batch * heads, rows: queries, columns: 1)
    Parallel.run(tiling.count) { index in
      let tile = tiling[index]
      let (sample, head) = tile.sample.quotientAndRemainder(dividingBy: heads)
      let rows = tile.rows.count
      let scores = TensorStorage(count: rows * keys)
      var first = 0
      for source in sources {
        unsafe GEMM.multiply(
          query.pointer(sample, tile.rows.lowerBound, head * depth),
          stride: query.sequence.channels,
          source.keys.pointer(sample, 0, head * depth), stride: source.keys.sequence.channels,
          into: scores.base + first, stride: keys, m: rows, n: source.positions, k: depth,
          alpha: scale)
        first += source.positions
      }
      if let mask {
        unsafe apply(mask, to: scores.base, sample: sample, queries: tile.rows, keys: keys)
      }
      unsafe Kernel.softmax(scores.base, rows: rows, columns: keys, stride: keys)
      let out =
        unsafe result.base + (sample * queries + tile.rows.lowerBound) * width
        + head * depth
      first = 0
      for source in sources {
        unsafe GEMM.multiply(
          scores.base + first, stride: keys,
          source.values.pointer(sample, 0, head * depth), stride: source.values.sequence.channels,
          transposed: false, into: out, stride: width, m: rows, n: depth, k: source.positions,
          accumulate: first > 0)
        first += source.positions
      }
    }
    return result
  }

  private static func apply(
    _ mask: AttentionMask, to scores: UnsafeMutablePointer<Float>, sample: Int,
    queries: Range<Int>, keys: Int
  ) {
    for (row, query) in queries.enumerated() {
      for key in 0..<keys {
        let counts = mask.keys.map { $0[sample][key] } ?? true
        if (mask.isCausal && key > query) || !counts {
          unsafe scores[row * keys + key] = -.infinity
        }
      }
    }
  }
}

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

  /// Queries of one tile: whole vectors, and enough of them that copying the keys is a small part.
  private static let attentionTile = 96

  /// Scaled dot-product attention of `width` channels split over `heads` (spec v1 §1.6).
  ///
  /// The keys are those of all `sources`, one after the other. The result is
  /// `[batch, queries, width]`. Scores exist only for a block of keys at a time, in the cache.
  package static func attention(
    _ query: Projection, _ sources: [KeysValues], heads: Int, width: Int, mask: AttentionMask? = nil
  ) -> Tensor {
    let batch = query.sequence.batch
    let queries = query.sequence.positions
    let keys = sources.reduce(0) { $0 + $1.positions }
    let depth = width / heads
    precondition(depth * heads == width, "\(width) channels do not split into \(heads) heads")
    let result = Tensor(uninitialized: [batch, queries, width])
    let masks = mask.map { mask in
      (0..<batch).map { mask.bytes(sample: $0, queries: queries, keys: keys) }
    }
    let bands = (queries + attentionTile - 1) / attentionTile
    Parallel.run(batch * heads * bands, work: batch * heads * queries * keys * depth / 8) { index in
      let (sample, place) = index.quotientAndRemainder(dividingBy: heads * bands)
      let (head, band) = place.quotientAndRemainder(dividingBy: bands)
      let first = band * attentionTile
      let tile = unsafe Kernel.Queries(
        queries: query.pointer(sample, first, head * depth), stride: query.sequence.channels,
        out: result.base + (sample * queries + first) * width + head * depth, outStride: width,
        count: min(attentionTile, queries - first), depth: depth,
        scale: 1 / Float(depth).squareRoot())
      let keysValues = unsafe sources.map { source in
        unsafe Kernel.Keys(
          keys: source.keys.pointer(sample, 0, head * depth),
          values: source.values.pointer(sample, 0, head * depth),
          keyStride: source.keys.sequence.channels, valueStride: source.values.sequence.channels,
          count: source.positions)
      }
      let scratch = unsafe TensorStorage(count: Kernel.attentionScratch(tile))
      if let mask = masks?[sample] {
        unsafe mask.withUnsafeBufferPointer { bytes in
          unsafe Kernel.attention(
            tile, keysValues, mask: bytes.baseAddress.map { unsafe $0 + first * keys },
            maskStride: keys, scratch: scratch.base)
        }
      } else {
        unsafe Kernel.attention(tile, keysValues, scratch: scratch.base)
      }
    }
    return result
  }
}

extension Tensor.AttentionMask {
  /// 1 for each key that a query may attend to, `[queries, keys]`.
  fileprivate func bytes(sample: Int, queries: Int, keys: Int) -> [UInt8] {
    (0..<queries).flatMap { query in
      (0..<keys).map { key in
        let counts = self.keys.map { $0[sample][key] } ?? true
        return counts && !(isCausal && key > query) ? 1 : 0
      }
    }
  }
}

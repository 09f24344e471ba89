import Recipes

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
  /// The keys are those of all `sources`, one after the other. The result is
  /// `[batch, queries, width]`. Scores exist only for a block of keys at a time, in the cache.
  package static func attention(
    _ query: Projection, _ sources: [KeysValues], heads: Int, width: Int, mask: AttentionMask? = nil
  ) -> Tensor {
    precondition(width % heads == 0, "\(width) channels do not split into \(heads) heads")
    let result = Tensor(uninitialized: [query.sequence.batch, query.sequence.positions, width])
    let attention = Attention(query: query, sources: sources, heads: heads, result: result)
    let masks = mask.map { mask in
      (0..<result.batch).map {
        mask.bytes(sample: $0, queries: result.positions, keys: attention.keys)
      }
    }
    if Compute.current.precision == .bf16 && Kernel.multipliesHalf {
      attention.runInHalf(masks)
    } else {
      attention.run(masks)
    }
    return result
  }
}

/// One call of `attention`, tile by tile.
private struct Attention {
  let query: Tensor.Projection
  let sources: [Tensor.KeysValues]
  let heads: Int
  let result: Tensor

  /// Queries of one tile: whole vectors, and enough of them that copying the keys is a small part.
  private static let tile = 96

  var keys: Int { sources.reduce(0) { $0 + $1.positions } }
  private var depth: Int { result.channels / heads }

  func run(_ masks: [[UInt8]]?) {
    unsafe forEachTile(masks) { sample, head, tile in
      let scratch = unsafe TensorStorage(count: Kernel.attentionScratch(tile))
      unsafe Kernel.attention(tile, rows(sample, head), scratch: scratch.base)
    }
  }

  /// The same with rounded operands; keys and values are packed once for all tiles of queries.
  func runInHalf(_ masks: [[UInt8]]?) {
    let (keys, each) = (keys, Kernel.halfKeysCount(keys, depth: depth))
    let storage = TensorStorage(count: result.batch * heads * each)
    let packed = unsafe UnsafeMutableRawPointer(storage.base).assumingMemoryBound(to: UInt32.self)
    Parallel.run(result.batch * heads, work: result.batch * keys * result.channels) { index in
      let (sample, head) = index.quotientAndRemainder(dividingBy: heads)
      unsafe Kernel.pack(rows(sample, head), depth: depth, into: packed + index * each)
    }
    unsafe forEachTile(masks) { sample, head, tile in
      let scratch = unsafe TensorStorage(count: Kernel.halfAttentionScratch(tile))
      unsafe Kernel.attention(
        tile, (packed + (sample * heads + head) * each, keys), scratch: scratch.base)
    }
    withExtendedLifetime(storage) {}
  }

  private func forEachTile(
    _ masks: [[UInt8]]?, _ body: (_ sample: Int, _ head: Int, Kernel.Queries) -> Void
  ) {
    let (queries, width, keys) = (result.positions, result.channels, keys)
    let bands = (queries + Self.tile - 1) / Self.tile
    Parallel.run(result.batch * heads * bands, work: result.count * keys / 8) { index in
      let (sample, place) = index.quotientAndRemainder(dividingBy: heads * bands)
      let (head, band) = place.quotientAndRemainder(dividingBy: bands)
      let first = band * Self.tile
      let tile = unsafe Kernel.Queries(
        queries: query.pointer(sample, first, head * depth), stride: query.sequence.channels,
        out: result.base + (sample * queries + first) * width + head * depth, outStride: width,
        count: min(Self.tile, queries - first), depth: depth,
        scale: 1 / Float(depth).squareRoot())
      guard let mask = masks?[sample] else { return unsafe body(sample, head, tile) }
      unsafe mask.withUnsafeBufferPointer { bytes in
        let place = unsafe bytes.baseAddress.map { unsafe $0 + first * keys }
        unsafe body(sample, head, tile.hiding(place, stride: keys))
      }
    }
  }

  /// Keys and values of one head.
  private func rows(_ sample: Int, _ head: Int) -> [Kernel.Keys] {
    unsafe sources.map { source in
      unsafe Kernel.Keys(
        keys: source.keys.pointer(sample, 0, head * depth),
        values: source.values.pointer(sample, 0, head * depth),
        keyStride: source.keys.sequence.channels, valueStride: source.values.sequence.channels,
        count: source.positions)
    }
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

import CKernels

extension Kernel {
  typealias Keys = WurstKeys
  typealias Queries = WurstQueries

  /// The floats of scratch memory that `attention` needs for a tile.
  static func attentionScratch(_ tile: Queries) -> Int {
    unsafe wurst_attention_scratch(tile.count, tile.depth)
  }

  /// Attention of a tile of queries to the keys of all `sources`.
  ///
  /// - Parameter mask: a row of `maskStride` bytes per query, 0 for a key that does not count.
  static func attention(
    _ tile: Queries, _ sources: [Keys], mask: UnsafePointer<UInt8>? = nil, maskStride: Int = 0,
    scratch: Output
  ) {
    var tile = unsafe tile
    unsafe tile.mask = mask
    unsafe tile.mask_stride = maskStride
    unsafe sources.withUnsafeBufferPointer { sources in
      guard let first = sources.baseAddress else { return }
      let keys = unsafe sources.reduce(0) { unsafe $0 + $1.count }
      unsafe withUnsafePointer(to: tile) { tile in
        Tally.measure(
          .attention, operations: unsafe 4 * tile.pointee.count * keys * tile.pointee.depth
        ) {
          unsafe table.attention(tile, first, sources.count, scratch)
        }
      }
    }
  }
}

extension WurstKeys {
  init(
    keys: UnsafePointer<Float>, values: UnsafePointer<Float>, keyStride: Int, valueStride: Int,
    count: Int
  ) {
    unsafe self.init(
      keys: keys, values: values, key_stride: keyStride, value_stride: valueStride, count: count)
  }
}

extension WurstQueries {
  init(
    queries: UnsafePointer<Float>, stride: Int, out: UnsafeMutablePointer<Float>, outStride: Int,
    count: Int, depth: Int, scale: Float
  ) {
    unsafe self.init(
      queries: queries, out: out, query_stride: stride, out_stride: outStride, count: count,
      depth: depth, scale: scale, mask: nil, mask_stride: 0)
  }
}

import CKernels

extension Kernel {
  typealias Keys = WurstKeys
  typealias Queries = WurstQueries

  /// The floats of scratch memory that `attention` needs for a tile.
  static func attentionScratch(_ tile: Queries) -> Int {
    unsafe wurst_attention_scratch(tile.count, tile.depth)
  }

  /// Attention of a tile of queries to the keys of all `sources`, for which `scratch` has
  /// `attentionScratch` floats.
  static func attention(_ tile: Queries, _ sources: [Keys], scratch: Output) {
    let keys = unsafe sources.reduce(0) { unsafe $0 + $1.count }
    unsafe sources.withUnsafeBufferPointer { sources in
      guard let first = sources.baseAddress else { return }
      unsafe withUnsafePointer(to: tile) { tile in
        Tally.measure(
          .attention, operations: unsafe 4 * tile.pointee.count * keys * tile.pointee.depth
        ) {
          unsafe table.attention(tile, first, sources.count, scratch)
        }
      }
    }
  }

  /// Keys and values as bfloat16 attention takes them, and how many there are.
  typealias HalfKeys = (packed: UnsafeMutablePointer<UInt32>, count: Int)

  /// The numbers of 32 bits that keys and values are packed to.
  static func halfKeysCount(_ keys: Int, depth: Int) -> Int {
    wurst_half_attention_packed(keys, depth)
  }

  static func pack(_ sources: [Keys], depth: Int, into packed: UnsafeMutablePointer<UInt32>) {
    unsafe sources.withUnsafeBufferPointer { sources in
      guard let first = sources.baseAddress else { return }
      Tally.measure(.attention) {
        unsafe table.half.attention_pack(first, sources.count, depth, packed)
      }
    }
  }

  /// The floats of scratch memory that bfloat16 attention needs for a tile.
  static func halfAttentionScratch(_ tile: Queries) -> Int {
    unsafe wurst_half_attention_scratch(tile.count, tile.depth)
  }

  static func attention(_ tile: Queries, _ keys: HalfKeys, scratch: Output) {
    unsafe withUnsafePointer(to: tile) { tile in
      Tally.measure(
        .attention, operations: unsafe 4 * tile.pointee.count * keys.count * tile.pointee.depth
      ) {
        unsafe table.half.attention(tile, keys.packed, keys.count, scratch)
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

  /// The same queries with a mask: a row of `stride` bytes for each, 0 for a key that does not count.
  func hiding(_ mask: UnsafePointer<UInt8>?, stride: Int) -> WurstQueries {
    var result = unsafe self
    unsafe result.mask = mask
    unsafe result.mask_stride = stride
    return unsafe result
  }
}

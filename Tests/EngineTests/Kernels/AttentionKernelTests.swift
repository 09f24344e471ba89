import CKernels
import TestSupport
import Testing

@Suite("The attention kernel agrees with its definition at every CPU level")
struct AttentionKernelTests {
  /// Queries, keys of two sources and depth: ones, primes, whole vectors and blocks, and one more.
  private static let sizes = [
    (1, 1, 0, 1), (3, 5, 2, 7), (17, 13, 77, 3), (48, 96, 96, 16), (96, 97, 1, 64),
    (95, 211, 8, 80),
    (33, 40, 60, 130),
  ]

  private struct Case {
    let queries: [Float]
    let keys: [Float]
    let values: [Float]
    let depth: Int
    /// Distance of two rows, which is more than their length.
    let stride: Int
    let scale: Float

    init(_ queries: Int, _ keys: Int, _ depth: Int, spread: Float) {
      var numbers = SeededNumbers(UInt64(queries * 31 + keys))
      self.depth = depth
      stride = depth + 3
      self.queries = numbers.floats(queries * stride, in: -spread...spread)
      self.keys = numbers.floats(keys * stride)
      values = numbers.floats(keys * stride)
      scale = 1 / Float(depth).squareRoot()
    }

    private init(
      queries: [Float], keys: [Float], values: [Float], depth: Int, stride: Int, scale: Float
    ) {
      (self.queries, self.keys, self.values) = (queries, keys, values)
      (self.depth, self.stride, self.scale) = (depth, stride, scale)
    }

    /// The first `count` queries of `whole`.
    init(_ whole: Case, queries count: Int) {
      queries = Array(whole.queries[0..<count * whole.stride])
      (keys, values, depth) = (whole.keys, whole.values, whole.depth)
      (stride, scale) = (whole.stride, whole.scale)
    }

    /// The same with what bfloat16 attention makes of the numbers before it multiplies them.
    var rounded: Case {
      func all(_ x: [Float]) -> [Float] { x.map { Naive.widened(Naive.rounded($0)) } }
      return Case(
        queries: all(queries.map { $0 * (scale * 1.44269504) }), keys: all(keys),
        values: all(values), depth: depth, stride: stride, scale: 1 / 1.44269504)
    }

    func wanted(_ counts: (Int, Int) -> Bool) -> [Double] {
      (0..<queries.count / stride).flatMap { query -> [Double] in
        let shares = Naive.softmax(
          (0..<keys.count / stride).map { key in
            if !counts(query, key) { return -.infinity }
            return (0..<depth).reduce(0.0) {
              $0 + Double(queries[query * stride + $1]) * Double(keys[key * stride + $1])
            } * Double(scale)
          })
        return (0..<depth).map { channel in
          shares.indices.reduce(0) { $0 + shares[$1] * Double(values[$1 * stride + channel]) }
        }
      }
    }

    func got(_ level: String, first: Int, mask: [UInt8]?, inHalf: Bool = false) throws -> [Float] {
      let table = try unsafe #require(wurst_kernels_at(level)).pointee
      let (rows, all) = (queries.count / stride, keys.count / stride)
      var out = [Float](repeating: .nan, count: rows * depth)
      let size =
        inHalf ? wurst_half_attention_scratch(rows, depth) : wurst_attention_scratch(rows, depth)
      var scratch = [Float](repeating: .nan, count: size)
      let packedCount = wurst_half_attention_packed(all, depth)
      var packed = [UInt32](repeating: .max, count: packedCount + 1)
      unsafe queries.withUnsafeBufferPointer { queries in
        unsafe keys.withUnsafeBufferPointer { keys in
          unsafe values.withUnsafeBufferPointer { values in
            unsafe out.withUnsafeMutableBufferPointer { out in
              unsafe (mask ?? []).withUnsafeBufferPointer { bytes in
                guard let q = queries.baseAddress, let k = keys.baseAddress,
                  let v = values.baseAddress, let out = out.baseAddress
                else { return }
                var tile = unsafe WurstQueries(
                  queries: q, out: out, query_stride: stride, out_stride: depth, count: rows,
                  depth: depth, scale: scale, mask: mask == nil ? nil : bytes.baseAddress,
                  mask_stride: all)
                var sources = unsafe [
                  WurstKeys(
                    keys: k, values: v, key_stride: stride, value_stride: stride, count: first)
                ]
                if first < all {
                  unsafe sources.append(
                    WurstKeys(
                      keys: k + first * stride, values: v + first * stride, key_stride: stride,
                      value_stride: stride, count: all - first))
                }
                if inHalf {
                  unsafe table.half.attention_pack(&sources, sources.count, depth, &packed)
                  unsafe table.half.attention(&tile, packed, all, &scratch)
                } else {
                  unsafe table.attention(&tile, &sources, sources.count, &scratch)
                }
              }
            }
          }
        }
      }
      #expect(packed[packedCount] == .max, "packing writes beyond its memory")
      return out
    }
  }

  @Test("keys of one and of two sources", arguments: CPULevel.here, sizes)
  func sources(_ level: String, _ size: (Int, Int, Int, Int)) throws {
    let (queries, first, second, depth) = size
    // The second spread makes one key far stronger than all others.
    for spread: Float in [1, 300] {
      let attention = Case(queries, first + second, depth, spread: spread)
      let worst = worstDifference(
        try attention.got(level, first: first, mask: nil), attention.wanted { _, _ in true })
      #expect(worst.value <= Rounding.attention(spread: spread), "\(size) \(spread)")
    }
  }

  @Test("keys that must not be attended to, also whole blocks of them", arguments: CPULevel.here)
  func masked(_ level: String) throws {
    let attention = Case(40, 250, 9, spread: 2)
    let counts = { (query: Int, key: Int) in key > 120 + query && key % 3 != 0 }
    let mask = (0..<40).flatMap { query in (0..<250).map { UInt8(counts(query, $0) ? 1 : 0) } }
    let got = try attention.got(level, first: 40, mask: mask)
    let worst = worstDifference(got, attention.wanted(counts))
    #expect(worst.value <= Rounding.attention(spread: 2))
  }

  @Test("a query's result does not depend on its neighbours", arguments: CPULevel.here)
  func independent(_ level: String) throws {
    let whole = Case(96, 130, 64, spread: 2)
    let all = try whole.got(level, first: 100, mask: nil)
    let part = Case(whole, queries: 5)
    #expect(Array(all[0..<5 * 64]) == (try part.got(level, first: 100, mask: nil)))
  }

  /// Shares are rounded to bfloat16 and approximated to 8e-5; values reach 2.
  private static let roundedShare = 2 * (Rounding.half + 8e-5)

  @Test("keys of one and of two sources in bfloat16", arguments: CPULevel.here, sizes)
  func half(_ level: String, _ size: (Int, Int, Int, Int)) throws {
    let (queries, first, second, depth) = size
    for spread: Float in [1, 300] {
      let attention = Case(queries, first + second, depth, spread: spread)
      let got = try attention.got(level, first: first, mask: nil, inHalf: true)
      let worst = worstDifference(got, attention.rounded.wanted { _, _ in true })
      #expect(
        worst.value <= Self.roundedShare + Rounding.attention(spread: spread), "\(size) \(spread)")
    }
  }

  @Test("hidden keys in bfloat16", arguments: CPULevel.here)
  func halfMasked(_ level: String) throws {
    let attention = Case(40, 250, 9, spread: 2)
    let counts = { (query: Int, key: Int) in key > 120 + query && key % 3 != 0 }
    let mask = (0..<40).flatMap { query in (0..<250).map { UInt8(counts(query, $0) ? 1 : 0) } }
    let got = try attention.got(level, first: 40, mask: mask, inHalf: true)
    let wanted = attention.rounded.wanted(counts)
    #expect(
      worstDifference(got, wanted).value <= Self.roundedShare + Rounding.attention(spread: 2))
  }

  @Test("a query's result in bfloat16 does not depend on its neighbours", arguments: CPULevel.here)
  func halfIndependent(_ level: String) throws {
    let whole = Case(96, 130, 64, spread: 2)
    let all = try whole.got(level, first: 100, mask: nil, inHalf: true)
    let part = try Case(whole, queries: 5).got(level, first: 100, mask: nil, inHalf: true)
    #expect(Array(all[0..<5 * 64]) == part)
  }
}

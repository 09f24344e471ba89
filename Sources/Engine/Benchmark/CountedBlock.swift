/// One block of a network at a quarter of its published width, to count the instructions of.
///
/// Counting takes a thousand times as long as computing; so the maps of Stage B and Stage A have a
/// quarter of their positions as well.
package struct CountedBlock: Sendable {
  package enum Name: String, CaseIterable, Sendable {
    case c, b, a
  }

  private let input: Tensor
  private let compute: @Sendable (Tensor) -> Tensor

  /// Makes the weights and packs them, which is not what is counted.
  package init(_ name: Name) throws(LoadingError) {
    let weights = Weights(inventing: RandomTensors())
    switch name {
    case .c:
      input = .random([1, 12, 12, 384], "map")
      compute = try Self.block(384, heads: 6, condition: (77, 384), weights)
    case .b:
      input = .random([1, 16, 16, 320], "map")
      compute = try Self.block(320, heads: 4, condition: (144 + 77, 256), weights)
    case .a:
      input = .random([1, 64, 64, 96], "map")
      let block = try VQResBlock(96, weights: weights)
      compute = { block($0) }
    }
    _ = compute(.random([1, 1, 1, input.channels], "pixel"))
  }

  /// Residual block, time step, attention (spec v1 §1.3, §1.5, §1.6).
  private static func block(
    _ channels: Int, heads: Int, condition size: (positions: Int, channels: Int),
    _ weights: Weights
  ) throws(LoadingError) -> @Sendable (Tensor) -> Tensor {
    let res = try ResBlock(channels, weights: weights["0"])
    let time = try TimestepBlock(channels, embedding: 64, weights: weights["1"])
    let attention = try AttentionBlock(
      channels, condition: size.channels, heads: heads, weights: weights["2"])
    let keysValues = attention.keysValues(.random([1, size.positions, size.channels], "condition"))
    let embedding = timestepEmbedding([0.5], width: 64)
    return { attention(time(res($0), embedding), keysValues) }
  }

  /// Computes the block once; `make bench-count` finds it by its name.
  @inline(never)
  package func countedRun() { _ = compute(input) }
}

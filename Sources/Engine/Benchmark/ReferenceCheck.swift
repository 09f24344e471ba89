import Recipes

/// Computes a small residual block and a small attention block twice, fast and as their definitions say.
package struct ReferenceCheck: Sendable {
  /// The largest difference, against the largest value.
  package let error: Double
  /// What rounding alone can make of it.
  package let tolerance: Double

  package var passes: Bool { error <= tolerance }

  /// Sizes that no vector and no tile divides.
  private static let (height, width, channels, heads, positions) = (5, 9, 44, 4, 13)

  /// - Parameter tolerance: nil stands for what the current precision makes of three products after each
  ///   other: some 1e-6 in single precision; bfloat16 rounds each number to one part in 256.
  package init(tolerance: Double? = nil) throws(LoadingError) {
    let x = Tensor.random([2, Self.height, Self.width, Self.channels], "map")
    let condition = Tensor.random([2, Self.positions, Self.channels], "condition")
    error = max(try Self.residual(x), try Self.attention(x, condition))
    self.tolerance = tolerance ?? (Compute.current.precision == .fp32 ? 1e-5 : 2e-2)
  }

  private static func residual(_ x: Tensor) throws(LoadingError) -> Double {
    let c = channels
    let weights = Weights(inventing: RandomTensors())
    let got = try ResBlock(c, weights: weights)(x)
    let (depthwise, mlp) = (weights["depthwise"], weights["channelwise"])
    let hidden = Reference(x)
      .depthwise(
        height: height, width: width, try depthwise.tensor("weight", [c, 1, 3, 3]),
        try depthwise.tensor("bias", [c])
      )
      .layerNormalized()
      .linear(try mlp["0"].tensor("weight", [4 * c, c]), try mlp["0"].tensor("bias", [4 * c]))
      .mapped(Reference.gelu)
      .responseNormalized(
        gamma: try mlp["2"].tensor("gamma", [1, 1, 1, 4 * c]),
        beta: try mlp["2"].tensor("beta", [1, 1, 1, 4 * c]))
    let out = hidden.linear(
      try mlp["4"].tensor("weight", [c, 4 * c]), try mlp["4"].tensor("bias", [c]))
    return (Reference(x) + out).error(of: got)
  }

  private static func attention(
    _ x: Tensor, _ condition: Tensor
  ) throws(LoadingError) -> Double {
    let c = channels
    let weights = Weights(inventing: RandomTensors())
    let block = try AttentionBlock(c, condition: c, heads: heads, weights: weights)
    let got = block(x, block.keysValues(condition))
    let place = weights["attention"]["attn"]
    let packed = try place.tensor("in_proj_weight", [3 * c, c])
    let packedBias = try place.tensor("in_proj_bias", [3 * c])
    let mapper = weights["kv_mapper"]["1"]
    let mapped = Reference(condition).mapped(Reference.silu)
      .linear(try mapper.tensor("weight", [c, c]), try mapper.tensor("bias", [c]))
    let own = Reference(x).layerNormalized()
    func project(_ rows: Reference, _ part: Int) -> Reference {
      rows.linear(packed, packedBias, rows: part * c..<(part + 1) * c)
    }
    let attended = project(own, 0).attending(
      [project(own, 1), project(mapped, 1)], [project(own, 2), project(mapped, 2)], heads: heads)
    let out = attended.linear(
      try place["out_proj"].tensor("weight", [c, c]), try place["out_proj"].tensor("bias", [c]))
    return (Reference(x) + out).error(of: got)
  }
}

extension Tensor {
  /// Numbers of mean 0 and variance 1, the same for a name every time.
  static func random(_ shape: [Int], _ name: String) -> Tensor {
    let matrix = RandomTensors().tensor(name, [shape.reduce(1, *), 1])
    return matrix.reshaped(shape)
  }
}

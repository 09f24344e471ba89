/// Attention of every position to the condition and, if wanted, to the map itself (spec v1 §1.6).
package struct AttentionBlock: Sendable {
  private let heads: Int
  private let attendsToItself: Bool
  /// Rows for queries, keys and values, in this order.
  private let inWeight: Tensor
  private let inBias: Tensor
  private let outProjection: Linear
  private let kvMapper: Linear

  /// Binds `attention.attn.*` and `kv_mapper.1.*`.
  package init(
    _ channels: Int, condition: Int, heads: Int, attendsToItself: Bool = true, weights: Weights
  ) throws(LoadingError) {
    precondition(heads > 0 && channels % heads == 0)
    self.heads = heads
    self.attendsToItself = attendsToItself
    let attention = weights["attention"]["attn"]
    inWeight = try attention.tensor("in_proj_weight", [3 * channels, channels])
    inBias = try attention.tensor("in_proj_bias", [3 * channels])
    outProjection = try Linear(channels, channels, weights: attention["out_proj"])
    kvMapper = try Linear(condition, channels, weights: weights["kv_mapper"]["1"])
  }

  /// The keys and values of a condition `[batch, positions, channels]`, the same at every step.
  package func keysValues(_ condition: Tensor) -> Tensor.KeysValues {
    let mapped = kvMapper(condition.activated(.silu))
    let c = mapped.channels
    let both = mapped.multiplied(by: inWeight.samples(c..<3 * c), bias: inBias.samples(c..<3 * c))
    return Tensor.KeysValues(
      keys: .init(sequence: both, firstChannel: 0), values: .init(sequence: both, firstChannel: c))
  }

  package func callAsFunction(_ x: Tensor, _ condition: Tensor.KeysValues) -> Tensor {
    let c = x.channels
    let normalized = x.layerNormalized().sequence
    let rows = attendsToItself ? 3 * c : c
    let projected = normalized.multiplied(
      by: inWeight.samples(0..<rows), bias: inBias.samples(0..<rows))
    var sources = [condition]
    if attendsToItself {
      let own = Tensor.KeysValues(
        keys: .init(sequence: projected, firstChannel: c),
        values: .init(sequence: projected, firstChannel: 2 * c))
      sources.insert(own, at: 0)
    }
    let attended = Tensor.attention(
      .init(sequence: projected, firstChannel: 0), sources, heads: heads, width: c)
    return outProjection(attended, .residual(x.sequence)).reshaped(x.shape)
  }
}

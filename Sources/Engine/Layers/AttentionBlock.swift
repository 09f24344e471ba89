/// Attention of every position to the condition and, if wanted, to the map itself (spec v1 §1.6).
package struct AttentionBlock: Sendable {
  private let heads: Int
  private let attendsToItself: Bool
  private let projections: AttentionProjections
  private let outProjection: Linear
  private let kvMapper: Linear

  /// Binds `attention.*`, in the packed or the separate spelling, and `kv_mapper.1.*`.
  package init(
    _ channels: Int, condition: Int, heads: Int, attendsToItself: Bool = true, weights: Weights
  ) throws(LoadingError) {
    precondition(heads > 0 && channels % heads == 0)
    self.heads = heads
    self.attendsToItself = attendsToItself
    let attention = weights["attention"]
    projections = try AttentionProjections(channels, weights: attention)
    outProjection = try Linear(
      channels, channels,
      weights: projections.isPacked ? attention["attn"]["out_proj"] : attention["to_out"]["0"])
    kvMapper = try Linear(condition, channels, weights: weights["kv_mapper"]["1"])
  }

  /// The keys and values of a condition `[batch, positions, channels]`, the same at every step.
  package func keysValues(_ condition: Tensor) -> Tensor.KeysValues {
    projections.keysValues(Operand(kvMapper(condition.activated(.silu))))
  }

  package func callAsFunction(_ x: Tensor, _ condition: Tensor.KeysValues) -> Tensor {
    let normalized = Operand(normalizing: x.sequence)
    let attended: Tensor
    if attendsToItself {
      let own = projections.queriesKeysValues(normalized)
      attended = Tensor.attention(
        own.queries, [own.keysValues, condition], heads: heads, width: x.channels)
    } else {
      attended = Tensor.attention(
        projections.queries(normalized), [condition], heads: heads, width: x.channels)
    }
    return outProjection(attended, .residual(x.sequence)).reshaped(x.shape)
  }
}

/// The layers that make queries, keys and values.
///
/// Checkpoints have them either packed, rows for queries, keys and values in this order, or as three layers.
struct AttentionProjections: Sendable {
  private let query: Linear
  private let key: Linear
  private let value: Linear
  let isPacked: Bool

  /// Binds `attn.in_proj_weight` and `attn.in_proj_bias`, or `to_q.*`, `to_k.*` and `to_v.*`.
  init(_ c: Int, weights: Weights) throws(LoadingError) {
    isPacked = weights.shape(of: "to_q.weight") == nil
    if isPacked {
      let weight = try weights["attn"].matrix("in_proj_weight", [3 * c, c])
      let bias = try weights["attn"].weight("in_proj_bias", [3 * c])
      let parts = [0..<c, c..<2 * c, 2 * c..<3 * c].map { Linear($0, weight: weight, bias: bias) }
      (query, key, value) = (parts[0], parts[1], parts[2])
    } else {
      query = try Linear(c, c, weights: weights["to_q"])
      key = try Linear(c, c, weights: weights["to_k"])
      value = try Linear(c, c, weights: weights["to_v"])
    }
  }

  func queries(_ x: Operand) -> Tensor.Projection { .init(sequence: query(x), firstChannel: 0) }

  func keysValues(_ x: Operand) -> Tensor.KeysValues {
    let both = Linear.together([key, value], x)
    return .init(
      keys: .init(sequence: both, firstChannel: 0),
      values: .init(sequence: both, firstChannel: x.channels))
  }

  func queriesKeysValues(_ x: Operand)
    -> (queries: Tensor.Projection, keysValues: Tensor.KeysValues)
  {
    let all = Linear.together([query, key, value], x)
    let own = Tensor.KeysValues(
      keys: .init(sequence: all, firstChannel: x.channels),
      values: .init(sequence: all, firstChannel: 2 * x.channels))
    return (.init(sequence: all, firstChannel: 0), own)
  }
}

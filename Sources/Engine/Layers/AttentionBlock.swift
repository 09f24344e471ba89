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
    projections.keysValues(kvMapper(condition.activated(.silu)))
  }

  package func callAsFunction(_ x: Tensor, _ condition: Tensor.KeysValues) -> Tensor {
    let normalized = x.layerNormalized().sequence
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
  /// All three in one, where the checkpoint has them so.
  private let packed: Linear?

  var isPacked: Bool { packed != nil }

  /// Binds `attn.in_proj_weight` and `attn.in_proj_bias`, or `to_q.*`, `to_k.*` and `to_v.*`.
  init(_ c: Int, weights: Weights) throws(LoadingError) {
    if weights.shape(of: "to_q.weight") != nil {
      query = try Linear(c, c, weights: weights["to_q"])
      key = try Linear(c, c, weights: weights["to_k"])
      value = try Linear(c, c, weights: weights["to_v"])
      packed = nil
    } else {
      let all = Linear(
        weight: try weights["attn"].tensor("in_proj_weight", [3 * c, c]),
        bias: try weights["attn"].tensor("in_proj_bias", [3 * c]))
      query = all.rows(0..<c)
      key = all.rows(c..<2 * c)
      value = all.rows(2 * c..<3 * c)
      packed = all
    }
  }

  func queries(_ x: Tensor) -> Tensor.Projection { .init(sequence: query(x), firstChannel: 0) }

  func keysValues(_ x: Tensor) -> Tensor.KeysValues {
    guard let packed else { return .init(keys: whole(key(x)), values: whole(value(x))) }
    let c = x.channels
    let both = packed.rows(c..<3 * c)(x)
    return .init(
      keys: .init(sequence: both, firstChannel: 0), values: .init(sequence: both, firstChannel: c))
  }

  func queriesKeysValues(_ x: Tensor)
    -> (queries: Tensor.Projection, keysValues: Tensor.KeysValues)
  {
    guard let packed else { return (queries(x), keysValues(x)) }
    let c = x.channels
    let all = packed(x)
    let own = Tensor.KeysValues(
      keys: .init(sequence: all, firstChannel: c), values: .init(sequence: all, firstChannel: 2 * c)
    )
    return (.init(sequence: all, firstChannel: 0), own)
  }

  private func whole(_ sequence: Tensor) -> Tensor.Projection {
    .init(sequence: sequence, firstChannel: 0)
  }
}

/// What the matrix products of a run are computed in.
///
/// Either way sums are single precision, and so are norms, softmax, statistics and residual sums.
package enum Precision: String, Codable, Sendable, CaseIterable {
  case fp32
  /// Both sides of a product are rounded to bfloat16; weights are kept so.
  case bf16
}

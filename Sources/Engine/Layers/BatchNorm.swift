/// Batch normalisation with running statistics: a fixed factor and summand per channel.
package struct BatchNorm: Sendable {
  private let scale: [Float]
  private let shift: [Float]

  /// Binds `weight`, `bias`, `running_mean` and `running_var`.
  package init(_ channels: Int, epsilon: Float, weights: Weights) throws(LoadingError) {
    let weight = try weights.tensor("weight", [channels]).elements
    let bias = try weights.tensor("bias", [channels]).elements
    let mean = try weights.tensor("running_mean", [channels]).elements
    let variance = try weights.tensor("running_var", [channels]).elements
    let scale = zip(weight, variance).map { $0 / ($1 + epsilon).squareRoot() }
    self.scale = scale
    shift = (0..<channels).map { bias[$0] - mean[$0] * scale[$0] }
  }

  /// `layer` without a bias followed by this norm, as one layer.
  package func following(_ layer: Linear) -> Linear {
    let (weight, bias) = folded(layer.weight.tensor)
    return Linear(weight: weight, bias: bias)
  }

  /// A weight `[outputs, …]` scaled by output, and the bias that goes with it.
  package func folded(_ weight: Tensor) -> (weight: Tensor, bias: Tensor) {
    precondition(weight.shape[0] == scale.count)
    let inner = weight.count / scale.count
    var elements = weight.elements
    for index in elements.indices { elements[index] *= scale[index / inner] }
    return (Tensor(weight.shape, elements), Tensor([shift.count], shift))
  }
}

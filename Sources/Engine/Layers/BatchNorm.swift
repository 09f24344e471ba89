/// Batch normalisation with running statistics: a fixed factor and summand per channel.
package struct BatchNorm: Sendable {
  private let epsilon: Float
  private let weight: Weight
  private let bias: Weight
  private let mean: Weight
  private let variance: Weight

  /// Binds `weight`, `bias`, `running_mean` and `running_var`.
  package init(_ channels: Int, epsilon: Float, weights: Weights) throws(LoadingError) {
    self.epsilon = epsilon
    weight = try weights.weight("weight", [channels])
    bias = try weights.weight("bias", [channels])
    mean = try weights.weight("running_mean", [channels])
    variance = try weights.weight("running_var", [channels])
  }

  /// A layer without a bias followed by this norm, as one layer.
  ///
  /// - Parameters:
  ///   - stored: the weight of the layer, `[outputs, …]`.
  ///   - make: makes it of the weight scaled by output and the bias that goes with that.
  package func following<Layer: Sendable>(
    _ stored: Weight, _ make: @escaping @Sendable (_ weight: Tensor, _ bias: Tensor) -> Layer
  ) -> Derived<Layer> {
    Derived(of: [stored, weight, bias, mean, variance]) {
      let (weight, bias) = folded(stored.tensor)
      return make(weight, bias)
    }
  }

  private func folded(_ stored: Tensor) -> (weight: Tensor, bias: Tensor) {
    let scale = zip(weight.tensor.elements, variance.tensor.elements).map {
      // An infinite one, as of a damaged file, would pass for a channel that is nothing.
      $1.isFinite ? $0 / ($1 + epsilon).squareRoot() : .nan
    }
    precondition(stored.shape[0] == scale.count)
    let (bias, mean) = (bias.tensor.elements, mean.tensor.elements)
    let shift = scale.indices.map { bias[$0] - mean[$0] * scale[$0] }
    let inner = stored.count / scale.count
    var elements = stored.elements
    for index in elements.indices { elements[index] *= scale[index / inner] }
    return (Tensor(stored.shape, elements), Tensor([shift.count], shift))
  }
}

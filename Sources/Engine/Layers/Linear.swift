/// `x · weightᵀ + bias` over the last axis; a 1×1 convolution is the same thing.
package struct Linear: Sendable {
  /// The matrix, `[outputs, inputs]`.
  package let weight: Tensor
  package let bias: Tensor?

  /// Binds `weight` and, if wanted, `bias`.
  ///
  /// - Parameter kernel: the extents that follow `[outputs, inputs]` in the checkpoint: none for a linear
  ///   layer, `[1, 1]` for a convolution.
  package init(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, kernel: [Int] = [], weights: Weights
  ) throws(LoadingError) {
    weight = try weights.tensor("weight", [outputs, inputs] + kernel).reshaped([outputs, inputs])
    self.bias = bias ? try weights.tensor("bias", [outputs]) : nil
  }

  package init(weight: Tensor, bias: Tensor?) {
    self.weight = weight
    self.bias = bias
  }

  package func callAsFunction(_ x: Tensor, _ finish: Tensor.Finish = .bias) -> Tensor {
    x.multiplied(by: weight, bias: bias, finish)
  }

  /// The layer that makes only the outputs in `range`; shares its weights.
  func rows(_ range: Range<Int>) -> Linear {
    Linear(weight: weight.samples(range), bias: bias?.samples(range))
  }

  /// A 1×1 convolution on a feature map.
  package static func pointwise(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, weights: Weights
  ) throws(LoadingError) -> Linear {
    try Linear(inputs, outputs, bias: bias, kernel: [1, 1], weights: weights)
  }
}

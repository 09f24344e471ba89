/// `x · weightᵀ + bias` over the last axis; a 1×1 convolution is the same thing.
struct Linear: Sendable {
  /// `[outputs, inputs]`
  let weight: Tensor
  let bias: Tensor?

  /// Binds `weight` and, if wanted, `bias`.
  ///
  /// - Parameter kernel: the extents that follow `[outputs, inputs]` in the checkpoint: none for a linear
  ///   layer, `[1, 1]` for a convolution.
  init(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, kernel: [Int] = [], weights: Weights
  ) throws(LoadingError) {
    weight = try weights.tensor("weight", [outputs, inputs] + kernel).reshaped([outputs, inputs])
    self.bias = bias ? try weights.tensor("bias", [outputs]) : nil
  }

  init(weight: Tensor, bias: Tensor?) {
    self.weight = weight
    self.bias = bias
  }

  func callAsFunction(_ x: Tensor, _ finish: Tensor.Finish = .bias) -> Tensor {
    x.multiplied(by: weight, bias: bias, finish)
  }

  /// A 1×1 convolution on a feature map.
  static func pointwise(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, weights: Weights
  ) throws(LoadingError) -> Linear {
    try Linear(inputs, outputs, bias: bias, kernel: [1, 1], weights: weights)
  }
}

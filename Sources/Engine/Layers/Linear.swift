/// `x · weightᵀ + bias` over the last axis; a 1×1 convolution is the same thing.
package struct Linear: Sendable {
  /// The matrix, `[outputs, inputs]`.
  package let weight: Matrix
  package let bias: Tensor?

  /// Binds `weight` and, if wanted, `bias`.
  ///
  /// - Parameter kernel: the extents that follow `[outputs, inputs]` in the checkpoint: none for a linear
  ///   layer, `[1, 1]` for a convolution.
  package init(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, kernel: [Int] = [], weights: Weights
  ) throws(LoadingError) {
    weight = try weights.matrix("weight", [outputs, inputs] + kernel)
    self.bias = bias ? try weights.tensor("bias", [outputs]) : nil
  }

  package init(weight: Matrix, bias: Tensor?) {
    self.weight = weight
    self.bias = bias
  }

  package init(weight: Tensor, bias: Tensor?) {
    self.init(weight: Matrix(weight), bias: bias)
  }

  package func callAsFunction(_ x: Operand, _ finish: Tensor.Finish = .bias) -> Tensor {
    Tensor.product([.init(x, weight)], bias: bias, finish)
  }

  package func callAsFunction(_ x: Tensor, _ finish: Tensor.Finish = .bias) -> Tensor {
    self(Operand(x), finish)
  }

  /// The outputs of several layers for one input, side by side.
  static func together(_ layers: [Linear], _ x: Operand) -> Tensor {
    Tensor.products(of: x, by: layers.map { ($0.weight, $0.bias) })
  }

  /// A 1×1 convolution on a feature map.
  package static func pointwise(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, weights: Weights
  ) throws(LoadingError) -> Linear {
    try Linear(inputs, outputs, bias: bias, kernel: [1, 1], weights: weights)
  }
}

/// `x · weightᵀ + bias` over the last axis; a 1×1 convolution is the same thing.
package struct Linear: Sendable {
  /// The matrix, `[outputs, inputs]`.
  package let weight: Matrix
  private let summand: Weight?
  /// Where in the summand the bias is, if it is a part of it.
  private let part: Range<Int>?

  /// Binds `weight` and, if wanted, `bias`.
  ///
  /// - Parameter kernel: the extents that follow `[outputs, inputs]` in the checkpoint: none for a linear
  ///   layer, `[1, 1]` for a convolution.
  package init(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, kernel: [Int] = [], weights: Weights
  ) throws(LoadingError) {
    weight = try weights.matrix("weight", [outputs, inputs] + kernel)
    summand = bias ? try weights.weight("bias", [outputs]) : nil
    part = nil
  }

  package init(weight: Matrix, bias: Tensor?) {
    self.weight = weight
    summand = bias.map { Weight($0) }
    part = nil
  }

  package init(weight: Tensor, bias: Tensor?) {
    self.init(weight: Matrix(weight), bias: bias)
  }

  /// The outputs in `rows` of a layer with this weight and bias.
  init(_ rows: Range<Int>, weight: Matrix, bias: Weight) {
    self.weight = weight.rows(rows)
    summand = bias
    part = rows
  }

  package var bias: Tensor? {
    summand.map { summand in part.map { summand.tensor.samples($0) } ?? summand.tensor }
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

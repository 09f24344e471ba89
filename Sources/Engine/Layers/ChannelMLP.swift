/// Linear → GELU → global response normalisation → Linear on the channels of every position (spec v1 §1.3).
package struct ChannelMLP: Sendable {
  /// The columns of the first layer for each of the joined inputs.
  private let expand: [Matrix]
  private let expandBias: Weight
  private let response: GlobalResponseNorm
  private let contract: Linear

  /// Binds `0.*`, `2.*` and `4.*`.
  ///
  /// - Parameter joined: the widths of further inputs joined to the channels, in order.
  package init(_ channels: Int, joined: [Int] = [], weights: Weights) throws(LoadingError) {
    let widths = [channels] + joined
    let whole = try weights["0"].matrix("weight", [4 * channels, widths.reduce(0, +)])
    expand = widths.indices.map { index in
      let first = widths[..<index].reduce(0, +)
      return whole.columns(first..<first + widths[index])
    }
    expandBias = try weights["0"].weight("bias", [4 * channels])
    response = try GlobalResponseNorm(4 * channels, weights: weights["2"])
    contract = try Linear(4 * channels, channels, weights: weights["4"])
  }

  /// `residual + mlp(inputs joined)`.
  ///
  /// - Parameter start: what the last of the joined inputs adds to the hidden layer, from
  ///   `contribution`; that input is then left out of `inputs`.
  package func callAsFunction(
    _ inputs: [Operand], startingWith start: Operand? = nil, residual: Tensor
  ) -> Tensor {
    let (x, bias) = (inputs[0], expandBias.tensor)
    let tiling = Tiling.product(samples: x.batch, rows: x.positions, columns: bias.count)
    let squares = ColumnSquares(tiling)
    let hidden = Operand(
      gelu: Product(zip(inputs, expand).map(Tensor.Term.init), startingWith: start),
      shape: x.shape.dropLast() + [bias.count], bias: bias, squares: squares,
      tiling: tiling)
    return contract(response(hidden, squares), .residual(residual))
  }

  /// What the last of the joined inputs adds to the hidden layer, which is the same at every step.
  ///
  /// It lives as long as a run, so it is kept in the precision of products.
  package func contribution(of last: Tensor) -> Operand {
    Operand(Tensor.product([.init(Operand(last), expand[expand.count - 1])]))
  }
}

/// Global response normalisation: strengthens channels that respond more than others (spec v1 §1.2).
package struct GlobalResponseNorm: Sendable {
  private let gamma: Weight
  private let beta: Weight

  package init(_ channels: Int, weights: Weights) throws(LoadingError) {
    gamma = try weights.weight("gamma", [1, 1, 1, channels])
    beta = try weights.weight("beta", [1, 1, 1, channels])
  }

  package func callAsFunction(_ x: Tensor) -> Tensor {
    let tiling = Tiling(samples: x.batch, rows: x.positions, columns: x.channels)
    let squares = ColumnSquares(tiling)
    Parallel.run(tiling.count) { squares.add(x, tiling[$0]) }
    let shift = beta.tensor.reshaped([1, x.channels]).repeatingSamples(x.batch)
    return x.scaledShifted(squares.responseScale(gamma: gamma.row), shift)
  }

  /// The same for a product behind it, when the squares were counted already.
  fileprivate func callAsFunction(_ x: consuming Operand, _ squares: ColumnSquares) -> Operand {
    x.scaledShifted(squares.responseScale(gamma: gamma.row), beta.row)
  }
}

extension Weight {
  /// The values side by side.
  fileprivate var row: Tensor {
    let tensor = tensor
    return tensor.reshaped([tensor.count])
  }
}

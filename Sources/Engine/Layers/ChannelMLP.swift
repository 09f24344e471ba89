/// Linear → GELU → global response normalisation → Linear on the channels of every position (spec v1 §1.3).
package struct ChannelMLP: Sendable {
  private let expand: Linear
  /// Where the columns of each joined input begin in the first layer.
  private let columns: [Int]
  private let response: GlobalResponseNorm
  private let contract: Linear

  /// Binds `0.*`, `2.*` and `4.*`.
  ///
  /// - Parameter joined: the widths of further inputs joined to the channels, in order.
  package init(_ channels: Int, joined: [Int] = [], weights: Weights) throws(LoadingError) {
    let widths = [channels] + joined
    columns = widths.indices.map { widths[..<$0].reduce(0, +) }
    expand = try Linear(widths.reduce(0, +), 4 * channels, weights: weights["0"])
    response = try GlobalResponseNorm(4 * channels, weights: weights["2"])
    contract = try Linear(4 * channels, channels, weights: weights["4"])
  }

  /// `residual + mlp(inputs joined)`.
  ///
  /// - Parameter start: what the last of the joined inputs adds to the hidden layer, from
  ///   `contribution`; that input is then left out of `inputs`.
  package func callAsFunction(
    _ inputs: [Tensor], startingWith start: Tensor? = nil, residual: Tensor
  ) -> Tensor {
    let x = inputs[0]
    let tiling = Tiling(samples: x.batch, rows: x.positions, columns: expand.weight.shape[0])
    let squares = ColumnSquares(tiling)
    let terms = zip(inputs, columns).map { Tensor.Term($0, expand.weight, firstColumn: $1) }
    let hidden = Tensor.product(
      terms, startingWith: start, bias: expand.bias, .geluCountingSquares(squares, tiling))
    return contract(response(hidden, squares), .residual(residual))
  }

  /// What the last of the joined inputs adds to the hidden layer, which is the same at every step.
  package func contribution(of last: Tensor) -> Tensor {
    let column = expand.weight.shape[1] - last.channels
    return Tensor.product([.init(last, expand.weight, firstColumn: column)])
  }
}

/// Global response normalisation: strengthens channels that respond more than others (spec v1 §1.2).
package struct GlobalResponseNorm: Sendable {
  private let gamma: Tensor
  private let beta: Tensor

  package init(_ channels: Int, weights: Weights) throws(LoadingError) {
    gamma = try weights.tensor("gamma", [1, 1, 1, channels]).reshaped([channels])
    beta = try weights.tensor("beta", [1, 1, 1, channels]).reshaped([channels])
  }

  package func callAsFunction(_ x: Tensor) -> Tensor {
    let tiling = Tiling(samples: x.batch, rows: x.positions, columns: x.channels)
    let squares = ColumnSquares(tiling)
    Parallel.run(tiling.count) { squares.add(x, tiling[$0]) }
    return self(x, squares)
  }

  /// The same when the squares were counted already.
  fileprivate func callAsFunction(_ x: Tensor, _ squares: ColumnSquares) -> Tensor {
    let shift = beta.reshaped([1, beta.count]).repeatingSamples(x.batch)
    return x.scaledShifted(squares.responseScale(gamma: gamma), shift)
  }
}

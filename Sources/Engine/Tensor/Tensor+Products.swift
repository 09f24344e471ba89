extension Tensor {
  /// What is done to a tile of a product while it is still in the cache.
  package enum Finish {
    case bias
    case activation(Kernel.Activation)
    /// `residual + gain · (product + bias)`.
    case residual(Tensor, gain: Float = 1)
    /// GELU, with the squares of the results added up by column.
    case geluCountingSquares(ColumnSquares, Tiling)
  }

  /// One summand of a product: the last axis of `input` against rows of `weight` `[columns, inner]`.
  package struct Term {
    let input: Tensor
    let weight: Tensor
    /// Where in a row of the weight the part for this input begins.
    let firstColumn: Int

    package init(_ input: Tensor, _ weight: Tensor, firstColumn: Int = 0) {
      precondition(
        firstColumn + input.channels <= weight.shape[1],
        "\(input.shape) does not fit a weight of \(weight.shape)")
      self.input = input
      self.weight = weight
      self.firstColumn = firstColumn
    }
  }

  /// `self · weightᵀ + bias` over the last axis, finished tile by tile.
  package func multiplied(by weight: Tensor, bias: Tensor? = nil, _ finish: Finish = .bias)
    -> Tensor
  {
    precondition(
      channels == weight.shape[1], "\(shape) does not fit a weight of \(weight.shape)")
    return Self.product([Term(self, weight)], bias: bias, finish)
  }

  /// The sum of `terms` and of `start`, plus `bias`, finished tile by tile.
  ///
  /// All inputs have the same extents but for the last; `start` has the shape of the result.
  package static func product(
    _ terms: [Term], startingWith start: Tensor? = nil, bias: Tensor? = nil,
    _ finish: Finish = .bias
  ) -> Tensor {
    let columns = terms[0].weight.shape[0]
    let outer = Array(terms[0].input.shape.dropLast())
    let result = Tensor(uninitialized: outer + [columns])
    for term in terms {
      precondition(term.input.shape.dropLast() == outer[...] && term.weight.shape[0] == columns)
    }
    precondition(start.map { $0.count == result.count } ?? true)
    precondition(bias.map { $0.count == columns } ?? true)

    var tiling = Tiling(rows: outer.reduce(1, *), columns: columns)
    if case .geluCountingSquares(_, let given) = finish { tiling = given }
    Parallel.run(tiling.count) { index in
      let tile = tiling[index]
      let row = tile.sample * tiling.rows + tile.rows.lowerBound
      let offset = row * columns + tile.columns.lowerBound
      let out = unsafe result.base + offset
      if let start {
        for line in 0..<tile.rows.count {
          unsafe (out + line * columns)
            .update(from: start.base + offset + line * columns, count: tile.columns.count)
        }
      }
      for (number, term) in terms.enumerated() {
        let stride = term.weight.shape[1]
        unsafe GEMM.multiply(
          term.input.base + row * term.input.channels, stride: term.input.channels,
          term.weight.base + tile.columns.lowerBound * stride + term.firstColumn, stride: stride,
          into: out, stride: columns, m: tile.rows.count, n: tile.columns.count,
          k: term.input.channels, accumulate: number > 0 || start != nil)
      }
      unsafe self.finish(out, tile, offset, stride: columns, bias: bias, finish)
    }
    return result
  }

  private static func finish(
    _ out: UnsafeMutablePointer<Float>, _ tile: Tiling.Tile, _ offset: Int, stride: Int,
    bias: Tensor?, _ finish: Finish
  ) {
    let rows = tile.rows.count
    let columns = tile.columns.count
    let bias = unsafe bias.map { unsafe UnsafePointer($0.base + tile.columns.lowerBound) }
    switch finish {
    case .bias:
      if let bias = unsafe bias {
        unsafe Kernel.addBias(bias, to: out, rows: rows, columns: columns, stride: stride)
      }
    case .activation(let activation):
      unsafe Kernel.activate(
        out, rows: rows, columns: columns, stride: stride, bias: bias, activation)
    case .residual(let x, let gain):
      unsafe Kernel.addResidual(
        x.base + offset, stride: stride, to: out, stride: stride, rows: rows, columns: columns,
        bias: bias, gain: gain)
    case .geluCountingSquares(let squares, _):
      unsafe Kernel.activate(out, rows: rows, columns: columns, stride: stride, bias: bias, .gelu)
      unsafe Kernel.columnSquares(
        out, rows: rows, columns: columns, stride: stride, addedTo: squares.line(tile))
    }
  }
}

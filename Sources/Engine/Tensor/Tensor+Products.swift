extension Tensor {
  /// What is done to a tile of a product while it is still in the cache.
  package enum Finish {
    case bias
    case activation(Kernel.Activation)
    /// `residual + gain · (product + bias)`.
    case residual(Tensor, gain: Float = 1)
  }

  /// One summand of a product: the last axis of `input` against the rows of `weight` `[columns, inner]`.
  package struct Term: Sendable {
    let input: Operand
    let weight: Matrix

    package init(_ input: Operand, _ weight: Matrix) {
      precondition(
        input.channels == weight.columns,
        "\(input.shape) does not fit a weight of \(weight.rows) × \(weight.columns)")
      self.input = input
      self.weight = weight
    }
  }

  /// The products of one input with several weights, side by side, each with its bias.
  package static func products(of input: Operand, by layers: [(weight: Matrix, bias: Tensor?)])
    -> Tensor
  {
    let widths = layers.map(\.weight.rows)
    let result = Tensor(uninitialized: input.shape.dropLast() + [widths.reduce(0, +)])
    let parts = layers.map { Product([Term(input, $0.weight)]) }
    let tilings = parts.map { Tiling.product(rows: $0.rows, columns: $0.columns) }
    Parallel.run(tilings.reduce(0) { $0 + $1.count }) { index in
      var (part, place, first) = (0, index, 0)
      while place >= tilings[part].count {
        place -= tilings[part].count
        first += widths[part]
        part += 1
      }
      let tile = tilings[part][place]
      compute(
        parts[part], tile, into: result, firstColumn: first, bias: layers[part].bias, .bias)
    }
    return result
  }

  /// The sum of `terms` and of `start`, plus `bias`, finished tile by tile.
  ///
  /// All inputs have the same extents but for the last; `start` has the shape of the result.
  package static func product(
    _ terms: [Term], startingWith start: Operand? = nil, bias: Tensor? = nil,
    _ finish: Finish = .bias
  ) -> Tensor {
    let product = Product(terms, startingWith: start)
    let result = Tensor(uninitialized: terms[0].input.shape.dropLast() + [product.columns])
    precondition(bias.map { $0.count == product.columns } ?? true)
    let tiling = Tiling.product(rows: product.rows, columns: product.columns)
    Parallel.run(tiling.count) { index in
      compute(product, tiling[index], into: result, firstColumn: 0, bias: bias, finish)
    }
    return result
  }

  /// Computes and finishes one tile of `product`, whose columns begin at `firstColumn` of `result`.
  private static func compute(
    _ product: Product, _ tile: Tiling.Tile, into result: Tensor, firstColumn: Int, bias: Tensor?,
    _ finish: Finish
  ) {
    let stride = result.channels
    let offset = tile.rows.lowerBound * stride + firstColumn + tile.columns.lowerBound
    let out = unsafe result.base + offset
    let (rows, columns) = (tile.rows.count, tile.columns.count)
    unsafe product.compute(tile.rows, tile.columns, into: out, stride: stride)
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
    }
  }
}

import Recipes

/// The left side of a product: a tensor, or its rows rounded to bfloat16 when products take those.
package struct Operand: Sendable {
  enum Values: Sendable {
    case single(Tensor)
    case half(HalfRows)
  }

  package let shape: [Int]
  let values: Values

  package var channels: Int { shape[shape.count - 1] }
  package var batch: Int { shape[0] }
  package var positions: Int { shape.dropFirst().dropLast().reduce(1, *) }

  /// The precision of products with this side.
  var precision: Precision {
    switch values {
    case .single: .fp32
    case .half: .bf16
    }
  }

  private init(shape: [Int], _ values: Values) {
    self.shape = shape
    self.values = values
  }

  /// A tensor as it is, for the current precision.
  package init(_ x: Tensor) {
    if Compute.current.precision == .fp32 {
      self.init(shape: x.shape, .single(x))
    } else {
      self.init(rounding: x) { rows, half in
        unsafe Kernel.round(
          x.base + rows.lowerBound * x.channels, stride: x.channels, into: half[rows.lowerBound],
          stride: half.stride, rows: rows.count, columns: x.channels)
      }
    }
  }

  /// A tensor whose channels are normalised at every position, then `· scale + shift` (spec v1 §1.1).
  package init(
    normalizing x: Tensor, epsilon: Float = 1e-6, scale: Float = 1, shift: Float = 0
  ) {
    if Compute.current.precision == .fp32 {
      let normalized = x.layerNormalized(epsilon: epsilon, scale: scale, shift: shift)
      self.init(shape: x.shape, .single(normalized))
    } else {
      self.init(rounding: x) { rows, half in
        unsafe Kernel.layerNorm(
          x.base + rows.lowerBound * x.channels, into: half[rows.lowerBound], stride: half.stride,
          rows: rows.count, columns: x.channels, epsilon: epsilon, scale: scale, shift: shift)
      }
    }
  }

  /// The same with a weight and a bias per channel.
  package init(normalizing x: Tensor, epsilon: Float, weight: Tensor, bias: Tensor) {
    if Compute.current.precision == .fp32 {
      let normalized = x.layerNormalized(epsilon: epsilon, weight: weight, bias: bias)
      self.init(shape: x.shape, .single(normalized))
    } else {
      self.init(rounding: x) { rows, half in
        unsafe Kernel.layerNorm(
          x.base + rows.lowerBound * x.channels, into: half[rows.lowerBound], stride: half.stride,
          rows: rows.count, columns: x.channels, epsilon: epsilon, weight: weight.base,
          bias: bias.base)
      }
    }
  }

  /// Rows to be written by `body`, band by band.
  private init(rounding x: Tensor, _ body: (_ rows: Range<Int>, HalfRows) -> Void) {
    let half = HalfRows(uninitialized: x.count / max(1, x.channels), columns: x.channels)
    let tiling = Tiling(rows: half.rows, columns: 1, maximumRows: 64)
    Parallel.run(tiling.count, work: x.count) { body(tiling[$0].rows, half) }
    self.init(shape: x.shape, .half(half))
  }

  /// `GELU(product + bias)`, with the squares of the results added up by column.
  init(
    gelu product: Product, shape: [Int], bias: Tensor, squares: ColumnSquares, tiling: Tiling
  ) {
    precondition(bias.count == tiling.columns && shape[shape.count - 1] == tiling.columns)
    if Compute.current.precision == .fp32 {
      let result = Tensor(uninitialized: shape)
      let columns = tiling.columns
      Parallel.run(tiling.count) { index in
        let tile = tiling[index]
        let (rows, row) = (tile.rows.count, tile.sample * tiling.rows + tile.rows.lowerBound)
        let out = unsafe result.base + row * columns + tile.columns.lowerBound
        unsafe product.compute(row..<row + rows, tile.columns, into: out, stride: columns)
        unsafe Kernel.activate(
          out, rows: rows, columns: tile.columns.count, stride: columns,
          bias: bias.base + tile.columns.lowerBound, .gelu)
        unsafe Kernel.columnSquares(
          out, rows: rows, columns: tile.columns.count, stride: columns,
          addedTo: squares.line(tile))
      }
      self.init(shape: shape, .single(result))
    } else {
      let half = HalfRows(uninitialized: tiling.samples * tiling.rows, columns: tiling.columns)
      Parallel.run(tiling.count) { index in
        let tile = tiling[index]
        let (rows, row) = (tile.rows.count, tile.sample * tiling.rows + tile.rows.lowerBound)
        let columns = tile.columns.count
        let sums = TensorStorage(count: rows * columns)
        unsafe product.compute(row..<row + rows, tile.columns, into: sums.base, stride: columns)
        unsafe Kernel.gelu(
          sums.base, stride: columns, into: half[row] + tile.columns.lowerBound,
          stride: half.stride, rows: rows, columns: columns,
          bias: bias.base + tile.columns.lowerBound, squaresAddedTo: squares.line(tile))
      }
      self.init(shape: shape, .half(half))
    }
  }

  /// `self · scale + shift` with `scale` per sample and channel, `shift` per channel.
  ///
  /// It consumes `self`, whose memory is written to in bf16.
  consuming func scaledShifted(_ scale: Tensor, _ shift: Tensor) -> Operand {
    switch values {
    case .single(let x):
      let shifts = shift.reshaped([1, shift.count]).repeatingSamples(x.batch)
      return Operand(shape: shape, .single(x.scaledShifted(scale, shifts)))
    case .half(let half):
      let tiling = Tiling(samples: batch, rows: positions, columns: 1, maximumRows: 64)
      Parallel.run(tiling.count, work: half.rows * half.columns) { index in
        let tile = tiling[index]
        unsafe Kernel.scaleShift(
          half[tile.sample * tiling.rows + tile.rows.lowerBound], stride: half.stride,
          rows: tile.rows.count, columns: half.columns,
          scale: scale.base + tile.sample * half.columns, shift: shift.base)
      }
      return Operand(shape: shape, .half(half))
    }
  }
}

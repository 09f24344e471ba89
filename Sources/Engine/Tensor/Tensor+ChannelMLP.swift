import Recipes

extension Tensor {
  /// The two layers of a channel MLP without response normalisation.
  package struct MLP: Sendable {
    package let expand: Matrix
    package let expandBias: Tensor
    package let contract: Matrix
    package let contractBias: Tensor

    package init(expand: Matrix, expandBias: Tensor, contract: Matrix, contractBias: Tensor) {
      self.expand = expand
      self.expandBias = expandBias
      self.contract = contract
      self.contractBias = contractBias
    }
  }

  /// `self + gain · mlp(LN(self) · scale + shift)` position by position (spec v1 §5).
  ///
  /// Nothing leaves the cache between the first and the last operation, and the hidden layer exists
  /// only for one tile.
  package func addingMLP(_ mlp: MLP, scale: Float, shift: Float, gain: Float) -> Tensor {
    let result = Tensor(uninitialized: shape)
    let precision = Compute.current.precision
    let compute = MLPTile(
      precision: precision, expand: mlp.expand.packed(for: precision),
      contract: mlp.contract.packed(for: precision))
    let tiling = Tiling(
      rows: count / max(1, channels), columns: channels, maximumRows: 252, maximumColumns: .max,
      rowUnit: 6)
    Parallel.run(tiling.count) { index in
      let rows = tiling[index].rows
      let x = unsafe base + rows.lowerBound * channels
      let y = unsafe result.base + rows.lowerBound * channels
      unsafe compute(x, y, rows: rows.count, channels, mlp, scale: scale, shift: shift)
      unsafe Kernel.addResidual(
        x, stride: channels, to: y, stride: channels, rows: rows.count, columns: channels,
        bias: mlp.contractBias.base, gain: gain)
    }
    return result
  }
}

/// The products of a channel MLP for some rows, without the last bias.
private struct MLPTile {
  let precision: Precision
  let expand: Matrix.Packed
  let contract: Matrix.Packed

  func callAsFunction(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, rows: Int, _ columns: Int,
    _ mlp: Tensor.MLP, scale: Float, shift: Float
  ) {
    let hidden = mlp.expand.rows
    switch precision {
    case .fp32:
      let normalized = TensorStorage(count: rows * columns)
      let expanded = TensorStorage(count: rows * hidden)
      unsafe Kernel.layerNorm(
        x, into: normalized.base, rows: rows, columns: columns, epsilon: 1e-6, scale: scale,
        shift: shift)
      unsafe expand.multiply(
        normalized.base, stride: columns, rows: rows, inner: columns, 0..<hidden,
        into: expanded.base, stride: hidden)
      unsafe Kernel.activate(
        expanded.base, rows: rows, columns: hidden, stride: hidden, bias: mlp.expandBias.base, .gelu
      )
      unsafe contract.multiply(
        expanded.base, stride: hidden, rows: rows, inner: hidden, 0..<columns, into: y,
        stride: columns)
    case .bf16:
      let normalized = HalfRows(uninitialized: rows, columns: columns)
      let expanded = HalfRows(uninitialized: rows, columns: hidden)
      unsafe Kernel.layerNorm(
        x, into: normalized[0], stride: normalized.stride, rows: rows, columns: columns,
        epsilon: 1e-6, scale: scale, shift: shift)
      // Panel by panel, so that sums are still in the cache when they are activated.
      let sums = TensorStorage(count: rows * Kernel.panelWidth)
      for first in stride(from: 0, to: hidden, by: Kernel.panelWidth) {
        let strip = first..<min(hidden, first + Kernel.panelWidth)
        unsafe expand.multiply(
          normalized[0], stride: normalized.stride, rows: rows, strip, into: sums.base,
          stride: strip.count)
        unsafe Kernel.gelu(
          sums.base, stride: strip.count, into: expanded[0] + first, stride: expanded.stride,
          rows: rows, columns: strip.count, bias: mlp.expandBias.base + first)
      }
      unsafe contract.multiply(
        expanded[0], stride: expanded.stride, rows: rows, 0..<columns, into: y, stride: columns)
    }
  }
}

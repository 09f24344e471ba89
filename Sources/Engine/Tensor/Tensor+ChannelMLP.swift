extension Tensor {
  /// The two layers of a channel MLP without response normalisation.
  package struct MLP: Sendable {
    package let expand: Tensor
    package let expandBias: Tensor
    package let contract: Tensor
    package let contractBias: Tensor

    package init(expand: Tensor, expandBias: Tensor, contract: Tensor, contractBias: Tensor) {
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
    let (columns, hidden) = (channels, mlp.expand.shape[0])
    let result = Tensor(uninitialized: shape)
    let tiling = Tiling(rows: count / max(1, columns), columns: columns, maximumColumns: .max)
    Parallel.run(tiling.count) { index in
      let tile = tiling[index]
      let rows = tile.rows.count
      let x = unsafe base + tile.rows.lowerBound * columns
      let y = unsafe result.base + tile.rows.lowerBound * columns
      let normalized = TensorStorage(count: rows * columns)
      let expanded = TensorStorage(count: rows * hidden)
      unsafe Kernel.layerNorm(
        x, into: normalized.base, rows: rows, columns: columns, epsilon: 1e-6, scale: scale,
        shift: shift)
      unsafe GEMM.multiply(
        normalized.base, stride: columns, mlp.expand.base, stride: columns, into: expanded.base,
        stride: hidden, m: rows, n: hidden, k: columns)
      unsafe Kernel.activate(
        expanded.base, rows: rows, columns: hidden, stride: hidden, bias: mlp.expandBias.base, .gelu
      )
      unsafe GEMM.multiply(
        expanded.base, stride: hidden, mlp.contract.base, stride: hidden, into: y,
        stride: columns, m: rows, n: columns, k: hidden)
      unsafe Kernel.addResidual(
        x, stride: columns, to: y, stride: columns, rows: rows, columns: columns,
        bias: mlp.contractBias.base, gain: gain)
    }
    return result
  }
}

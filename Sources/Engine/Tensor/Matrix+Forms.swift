extension Matrix {
  /// A matrix of 32-bit floats: a part of a tensor, which may be a mapping.
  struct Single: Sendable {
    let tensor: Tensor
    let offset: Int
    /// The distance of two rows.
    let stride: Int

    /// Writes the products of `rows` rows at `a` with the matrix' rows in `columns`, or adds them if
    /// `accumulate`.
    func multiply(
      _ a: UnsafePointer<Float>, stride lda: Int, rows: Int, inner: Int, _ columns: Range<Int>,
      into out: UnsafeMutablePointer<Float>, stride ldc: Int, accumulate: Bool = false
    ) {
      unsafe GEMM.multiply(
        a, stride: lda, tensor.base + offset + columns.lowerBound * stride, stride: stride,
        into: out, stride: ldc, m: rows, n: columns.count, k: inner, accumulate: accumulate)
    }
  }

  /// A matrix of bfloat16 numbers, rows in panels as products take them.
  struct Panels: Sendable {
    let rows: Int
    let inner: Int
    private let memory: PackedMemory

    /// Panels that are not set yet.
    init(rows: Int, inner: Int) {
      self.rows = rows
      self.inner = inner
      let whole = rows / Kernel.panelWidth
      let count =
        whole * Kernel.panelCount(rows: Kernel.panelWidth, inner: inner)
        + Kernel.panelCount(rows: rows % Kernel.panelWidth, inner: inner)
      memory = PackedMemory(count: count / 2)
    }

    var count: Int { (rows + Kernel.panelWidth - 1) / Kernel.panelWidth }

    /// The rows in a panel.
    func rows(_ panel: Int) -> Range<Int> {
      panel * Kernel.panelWidth..<min(rows, (panel + 1) * Kernel.panelWidth)
    }

    /// Where a panel begins.
    subscript(panel: Int) -> UnsafeMutablePointer<UInt16> {
      unsafe UnsafeMutableRawPointer(memory.base).assumingMemoryBound(to: UInt16.self)
        + panel * Kernel.panelCount(rows: Kernel.panelWidth, inner: inner)
    }

    /// Writes the products of `rows` rows at `a` with the matrix' rows in `columns`, or adds them if
    /// `accumulate`; `columns` are those of whole panels.
    func multiply(
      _ a: UnsafePointer<UInt16>, stride lda: Int, rows: Int, _ columns: Range<Int>,
      into out: UnsafeMutablePointer<Float>, stride ldc: Int, accumulate: Bool = false
    ) {
      precondition(columns.lowerBound % Kernel.panelWidth == 0)
      precondition(columns.upperBound % Kernel.panelWidth == 0 || columns.upperBound == self.rows)
      for first in stride(from: columns.lowerBound, to: columns.upperBound, by: Kernel.panelWidth) {
        let count = min(Kernel.panelWidth, columns.upperBound - first)
        unsafe Kernel.multiply(
          a, stride: lda, rows: rows, panel: self[first / Kernel.panelWidth], inner: inner,
          into: out + first - columns.lowerBound, stride: ldc, columns: count,
          accumulate: accumulate)
      }
    }
  }
}

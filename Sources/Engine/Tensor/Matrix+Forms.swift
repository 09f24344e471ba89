import Recipes

extension Matrix {
  /// A matrix as products take it.
  enum Packed: Sendable {
    /// 32-bit floats row by row: a part of a tensor, which may be a mapping; and the distance of rows.
    case rows(Tensor, offset: Int, stride: Int)
    case panels(Panels)

    /// Writes the products of `rows` rows at `a` with the matrix' rows in `columns`, or adds them if
    /// `accumulate`; `columns` are those of whole panels.
    func multiply(
      _ a: UnsafePointer<Float>, stride lda: Int, rows: Int, inner: Int, _ columns: Range<Int>,
      into out: UnsafeMutablePointer<Float>, stride ldc: Int, accumulate: Bool = false
    ) {
      switch self {
      case .rows(let tensor, let offset, let stride):
        unsafe GEMM.multiply(
          a, stride: lda, tensor.base + offset + columns.lowerBound * stride, stride: stride,
          into: out, stride: ldc, m: rows, n: columns.count, k: inner, accumulate: accumulate)
      case .panels(let panels):
        unsafe panels.forEach(columns) { panel, first, count in
          unsafe Kernel.multiply(
            a, stride: lda, rows: rows, panel: panel.assumingMemoryBound(to: Float.self),
            inner: inner, into: out + first, stride: ldc, columns: count, accumulate: accumulate)
        }
      }
    }

    /// The same for rows of bfloat16 numbers, and a matrix packed for them.
    func multiply(
      _ a: UnsafePointer<UInt16>, stride lda: Int, rows: Int, _ columns: Range<Int>,
      into out: UnsafeMutablePointer<Float>, stride ldc: Int, accumulate: Bool = false
    ) {
      guard case .panels(let panels) = self, panels.precision == .bf16 else {
        preconditionFailure("the weight was packed for another precision")
      }
      unsafe panels.forEach(columns) { panel, first, count in
        unsafe Kernel.multiply(
          a, stride: lda, rows: rows, panel: panel.assumingMemoryBound(to: UInt16.self),
          inner: panels.inner, into: out + first, stride: ldc, columns: count,
          accumulate: accumulate)
      }
    }
  }

  /// The rows of a matrix in groups, each packed in the order in which a product reads it.
  struct Panels: Sendable {
    let rows: Int
    let inner: Int
    let precision: Precision
    let memory: PackedMemory

    /// Panels that are not set yet.
    init(rows: Int, inner: Int, _ precision: Precision) {
      self.rows = rows
      self.inner = inner
      self.precision = precision
      let (whole, rest) = rows.quotientAndRemainder(dividingBy: Kernel.panelWidth)
      let bytes =
        whole * Kernel.panelBytes(rows: Kernel.panelWidth, inner: inner, precision)
        + Kernel.panelBytes(rows: rest, inner: inner, precision)
      memory = PackedMemory(count: bytes / MemoryLayout<Float>.stride)
    }

    var count: Int { (rows + Kernel.panelWidth - 1) / Kernel.panelWidth }

    /// The rows in a panel.
    func rows(_ panel: Int) -> Range<Int> {
      panel * Kernel.panelWidth..<min(rows, (panel + 1) * Kernel.panelWidth)
    }

    /// Where in a panel the columns of the matrix from `column` on begin; it is even.
    func place(_ panel: Int, column: Int = 0) -> UnsafeMutableRawPointer {
      let before = Kernel.panelBytes(rows: Kernel.panelWidth, inner: inner, precision)
      return unsafe UnsafeMutableRawPointer(memory.base) + panel * before
        + Kernel.panelBytes(rows: rows(panel).count, inner: column, precision)
    }

    /// Runs `body` on the panels that make `columns` of a product, with where each begins among
    /// them and how many it makes.
    fileprivate func forEach(
      _ columns: Range<Int>, _ body: (UnsafeRawPointer, _ first: Int, _ count: Int) -> Void
    ) {
      precondition(columns.lowerBound % Kernel.panelWidth == 0)
      precondition(columns.upperBound % Kernel.panelWidth == 0 || columns.upperBound == rows)
      for first in stride(from: columns.lowerBound, to: columns.upperBound, by: Kernel.panelWidth) {
        let panel = first / Kernel.panelWidth
        unsafe body(
          UnsafeRawPointer(place(panel)), first - columns.lowerBound, rows(panel).count)
      }
    }
  }
}

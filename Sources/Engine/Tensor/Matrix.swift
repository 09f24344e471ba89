import Synchronization

/// The weight of a product, `[rows, columns]`, each row making one column of the result.
///
/// It stays where it is until the first product, which packs it for the precision of that product,
/// once; what was packed lives as long as the matrix, or until another precision is asked for.
package final class Matrix: Sendable {
  package let rows: Int
  package let columns: Int
  private let source: any MatrixSource
  private let firstRow: Int
  private let firstColumn: Int
  /// The columns of the whole source.
  private let rowLength: Int
  private let form = Mutex(Packed?.none)

  /// A form that products take.
  enum Packed: Sendable {
    case single(Single)
    case half(Panels)
  }

  package init(_ rows: Int, _ columns: Int, source: any MatrixSource) {
    self.rows = rows
    self.columns = columns
    self.source = source
    firstRow = 0
    firstColumn = 0
    rowLength = columns
  }

  /// The elements of `tensor`, whose first extent are the rows.
  package convenience init(_ tensor: Tensor) {
    let rows = tensor.shape[0]
    self.init(rows, tensor.count / max(1, rows), source: tensor)
  }

  private init(_ rows: Range<Int>, _ columns: Range<Int>, of whole: Matrix) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= whole.rows)
    precondition(columns.lowerBound >= 0 && columns.upperBound <= whole.columns)
    self.rows = rows.count
    self.columns = columns.count
    source = whole.source
    firstRow = whole.firstRow + rows.lowerBound
    firstColumn = whole.firstColumn + columns.lowerBound
    rowLength = whole.rowLength
  }

  /// The rows in `range`, as a matrix that is packed by itself.
  package func rows(_ range: Range<Int>) -> Matrix { Matrix(range, 0..<columns, of: self) }

  /// The columns in `range`, as a matrix that is packed by itself.
  package func columns(_ range: Range<Int>) -> Matrix { Matrix(0..<rows, range, of: self) }

  /// Packs the matrix for the current precision, if it is not yet; products do this by themselves.
  package func prepare() {
    switch Compute.current.precision {
    case .fp32: _ = single
    case .bf16: _ = panels
    }
  }

  /// The form that goes with an input.
  func packed(for input: Operand) -> Packed {
    switch input.values {
    case .single: .single(single)
    case .half: .half(panels)
    }
  }

  /// The elements as a tensor `[rows, columns]`.
  package var tensor: Tensor {
    let result = Tensor(uninitialized: [rows, columns])
    for row in 0..<rows {
      unsafe read(row, 0..<columns, into: result.base + row * columns)
    }
    return result
  }

  /// The matrix as 32-bit floats, packed now if need be.
  ///
  /// Packing is spread over threads, so it is not for work that was spread already.
  var single: Single {
    form.withLock { form in
      if case .single(let made) = form { return made }
      let made = makeSingle()
      form = .single(made)
      return made
    }
  }

  /// The matrix in panels of bfloat16, packed now if need be; the rule of `single` holds.
  var panels: Panels {
    form.withLock { form in
      if case .half(let made) = form { return made }
      let made = makePanels()
      form = .half(made)
      source.release(rows: firstRow..<firstRow + rows, rowLength: rowLength)
      return made
    }
  }

  private func read(_ row: Int, _ columns: Range<Int>, into place: UnsafeMutablePointer<Float>) {
    let range = firstColumn + columns.lowerBound..<firstColumn + columns.upperBound
    unsafe source.read(row: firstRow + row, range, rowLength: rowLength, into: place)
  }

  private func makeSingle() -> Single {
    if let shown = source.shown() {
      return Single(tensor: shown, offset: firstRow * rowLength + firstColumn, stride: rowLength)
    }
    let tensor = PackedMemory(count: rows * columns).tensor([rows, columns])
    let tiling = Tiling(rows: rows, columns: 1, maximumRows: 64)
    Parallel.run(tiling.count, work: rows * columns) { index in
      for row in tiling[index].rows {
        unsafe read(row, 0..<columns, into: tensor.base + row * columns)
      }
    }
    source.release(rows: firstRow..<firstRow + rows, rowLength: rowLength)
    return Single(tensor: tensor, offset: 0, stride: columns)
  }

  private func makePanels() -> Panels {
    let panels = Panels(rows: rows, inner: columns)
    let shown = source.shown()
    Parallel.run(panels.count, work: rows * columns) { index in
      let rows = panels.rows(index)
      if let shown {
        unsafe Kernel.pack(
          shown.base + (firstRow + rows.lowerBound) * rowLength + firstColumn, stride: rowLength,
          rows: rows.count, inner: columns, into: panels[index])
        return
      }
      let piece = 512
      let floats = TensorStorage(count: rows.count * piece)
      for first in stride(from: 0, to: columns, by: piece) {
        let span = first..<min(columns, first + piece)
        for (line, row) in rows.enumerated() {
          unsafe read(row, span, into: floats.base + line * piece)
        }
        unsafe Kernel.pack(
          floats.base, stride: piece, rows: rows.count, inner: span.count,
          into: panels[index] + Kernel.panelCount(rows: rows.count, inner: first))
      }
    }
    return panels
  }
}

import Recipes
import Synchronization

/// The weight of a product, `[rows, columns]`, each row making one column of the result.
///
/// It stays where it is until the first product, which packs it for the precision of that product,
/// once; what was packed lives as long as the matrix, until another precision is asked for or the
/// weight's values are replaced.
package final class Matrix: Sendable {
  package let rows: Int
  package let columns: Int
  private let weight: Weight
  private let arrange: Arrangement
  private let firstRow: Int
  private let firstColumn: Int
  /// The columns of the whole source.
  private let rowLength: Int
  private let form = Mutex(Form?.none)

  /// Shows the elements of a weight as rows and columns.
  package typealias Arrangement = @Sendable (any MatrixSource) -> any MatrixSource

  private struct Form: Sendable {
    let precision: Precision
    /// Of the weight.
    let version: Int
    let packed: Packed
    /// Nil where the matrix is used as it lies.
    let memory: PackedMemory?
  }

  package init(
    _ rows: Int, _ columns: Int, of weight: Weight, arranged arrange: @escaping Arrangement = { $0 }
  ) {
    self.rows = rows
    self.columns = columns
    self.weight = weight
    self.arrange = arrange
    firstRow = 0
    firstColumn = 0
    rowLength = columns
  }

  /// The elements of `weight`, whose first extent are the rows.
  package convenience init(_ weight: Weight) {
    self.init(weight.shape[0], weight.shape.dropFirst().reduce(1, *), of: weight)
  }

  package convenience init(_ tensor: Tensor) { self.init(Weight(tensor)) }

  private init(_ rows: Range<Int>, _ columns: Range<Int>, of whole: Matrix) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= whole.rows)
    precondition(columns.lowerBound >= 0 && columns.upperBound <= whole.columns)
    self.rows = rows.count
    self.columns = columns.count
    weight = whole.weight
    arrange = whole.arrange
    firstRow = whole.firstRow + rows.lowerBound
    firstColumn = whole.firstColumn + columns.lowerBound
    rowLength = whole.rowLength
  }

  /// The rows in `range`, as a matrix that is packed by itself.
  package func rows(_ range: Range<Int>) -> Matrix { Matrix(range, 0..<columns, of: self) }

  /// The columns in `range`, as a matrix that is packed by itself.
  package func columns(_ range: Range<Int>) -> Matrix { Matrix(0..<rows, range, of: self) }

  /// Packs the matrix for the current precision, if it is not yet; products do this by themselves.
  package func prepare() { _ = packed(for: Compute.current.precision) }

  /// The matrix as products of a precision take it, packed now if need be.
  ///
  /// Packing is spread over threads, so this is not for work that was spread already.
  func packed(for precision: Precision) -> Packed {
    form.withLock { form in
      let current = weight.current
      if let form, form.precision == precision, form.version == current.version {
        return form.packed
      }
      // The memory of what was packed is released before this takes its own.
      form = nil
      let made = Compute.lasting {
        pack(arrange(current.source), current.version, precision)
      }
      form = made
      return made.packed
    }
  }

  /// What the matrix was packed to; nil before the first product, and where it is used as it lies.
  package var packedMemory: PackedMemory? { form.withLock { $0?.memory } }

  /// The elements as a tensor `[rows, columns]`.
  package var tensor: Tensor {
    let source = arrange(weight.current.source)
    let result = Tensor(uninitialized: [rows, columns])
    for row in 0..<rows {
      unsafe read(source, row, 0..<columns, into: result.base + row * columns)
    }
    return result
  }

  private func read(
    _ source: any MatrixSource, _ row: Int, _ columns: Range<Int>,
    into place: UnsafeMutablePointer<Float>
  ) {
    let range = firstColumn + columns.lowerBound..<firstColumn + columns.upperBound
    unsafe source.read(row: firstRow + row, range, rowLength: rowLength, into: place)
  }

  private func pack(_ source: any MatrixSource, _ version: Int, _ precision: Precision) -> Form {
    let shown = source.shown()
    if let shown, precision == .fp32 {
      let offset = firstRow * rowLength + firstColumn
      return Form(
        precision: precision, version: version,
        packed: .rows(shown, offset: offset, stride: rowLength), memory: nil)
    }
    defer { source.release(rows: firstRow..<firstRow + rows, rowLength: rowLength) }
    if precision == .fp32 && !Kernel.hasSingleTiles { return widened(source, version) }
    let panels = Panels(rows: rows, inner: columns, precision)
    Parallel.run(panels.count, work: rows * columns) { index in
      let rows = panels.rows(index)
      if let shown {
        unsafe Kernel.pack(
          shown.base + (firstRow + rows.lowerBound) * rowLength + firstColumn, stride: rowLength,
          rows: rows.count, inner: columns, into: panels.place(index), precision)
        return
      }
      let piece = 512
      let floats = TensorStorage(count: rows.count * piece)
      for first in stride(from: 0, to: columns, by: piece) {
        let span = first..<min(columns, first + piece)
        for (line, row) in rows.enumerated() {
          unsafe read(source, row, span, into: floats.base + line * piece)
        }
        unsafe Kernel.pack(
          floats.base, stride: piece, rows: rows.count, inner: span.count,
          into: panels.place(index, column: first), precision)
      }
    }
    return Form(
      precision: precision, version: version, packed: .panels(panels), memory: panels.memory)
  }

  /// The elements one row after the other.
  private func widened(_ source: any MatrixSource, _ version: Int) -> Form {
    let memory = PackedMemory(count: rows * columns)
    let tensor = memory.tensor([rows, columns])
    let tiling = Tiling(rows: rows, columns: 1, maximumRows: 64)
    Parallel.run(tiling.count, work: rows * columns) { index in
      for row in tiling[index].rows {
        unsafe read(source, row, 0..<columns, into: tensor.base + row * columns)
      }
    }
    return Form(
      precision: .fp32, version: version, packed: .rows(tensor, offset: 0, stride: columns),
      memory: memory)
  }
}

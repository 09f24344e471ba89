/// A sum of products, `Σ input · weightᵀ`, whose weights are packed for the current precision.
///
/// Made before work is spread over threads; `compute` may then be called by any of them.
struct Product: Sendable {

  let rows: Int
  let columns: Int
  private let sides: [(input: Operand.Values, weight: Matrix.Packed)]
  private let start: Operand.Values?

  /// - Parameter start: added to the sum, of its shape.
  init(_ terms: [Tensor.Term], startingWith start: Operand? = nil) {
    let outer = terms[0].input.shape.dropLast()
    let (rows, columns) = (outer.reduce(1, *), terms[0].weight.rows)
    for term in terms {
      precondition(term.input.shape.dropLast() == outer && term.weight.rows == columns)
    }
    precondition(start.map { $0.shape.dropLast() == outer && $0.channels == columns } ?? true)
    self.rows = rows
    self.columns = columns
    self.start = start?.values
    sides = terms.map { ($0.input.values, $0.weight.packed(for: $0.input.precision)) }
  }

  /// Writes a part of the result; `columns` begins where a panel of the weight does.
  func compute(
    _ rows: Range<Int>, _ columns: Range<Int>, into out: UnsafeMutablePointer<Float>, stride: Int
  ) {
    if let start { unsafe write(start, rows, columns, into: out, stride: stride) }
    for (number, side) in sides.enumerated() {
      let accumulate = number > 0 || start != nil
      switch side.input {
      case .single(let x):
        unsafe side.weight.multiply(
          x.base + rows.lowerBound * x.channels, stride: x.channels, rows: rows.count,
          inner: x.channels, columns, into: out, stride: stride, accumulate: accumulate)
      case .half(let x):
        unsafe side.weight.multiply(
          x[rows.lowerBound], stride: x.stride, rows: rows.count, columns, into: out,
          stride: stride, accumulate: accumulate)
      }
    }
  }

  private func write(
    _ start: Operand.Values, _ rows: Range<Int>, _ columns: Range<Int>,
    into out: UnsafeMutablePointer<Float>, stride: Int
  ) {
    for (line, row) in rows.enumerated() {
      let place = unsafe out + line * stride
      switch start {
      case .single(let x):
        unsafe place.update(
          from: x.base + row * self.columns + columns.lowerBound, count: columns.count)
      case .half(let x):
        unsafe Kernel.widen(x[row] + columns.lowerBound, into: place, count: columns.count)
      }
    }
  }
}

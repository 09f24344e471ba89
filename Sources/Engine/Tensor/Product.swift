/// A sum of products, `Σ input · weightᵀ`, whose weights are packed for the current precision.
///
/// Made before work is spread over threads; `compute` may then be called by any of them.
struct Product: Sendable {

  let rows: Int
  let columns: Int
  private let sides: [(input: Operand.Values, weight: Matrix.Packed)]
  private let start: Tensor?

  /// - Parameter start: added to the sum, of its shape.
  init(_ terms: [Tensor.Term], startingWith start: Tensor? = nil) {
    let outer = terms[0].input.shape.dropLast()
    let (rows, columns) = (outer.reduce(1, *), terms[0].weight.rows)
    for term in terms {
      precondition(term.input.shape.dropLast() == outer && term.weight.rows == columns)
    }
    precondition(start.map { $0.count == rows * columns } ?? true)
    self.rows = rows
    self.columns = columns
    self.start = start
    sides = terms.map { ($0.input.values, $0.weight.packed(for: $0.input.precision)) }
  }

  /// Writes a part of the result; `columns` begins where a panel of the weight does.
  func compute(
    _ rows: Range<Int>, _ columns: Range<Int>, into out: UnsafeMutablePointer<Float>, stride: Int
  ) {
    if let start {
      for (line, row) in rows.enumerated() {
        unsafe (out + line * stride).update(
          from: start.base + row * self.columns + columns.lowerBound, count: columns.count)
      }
    }
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
}

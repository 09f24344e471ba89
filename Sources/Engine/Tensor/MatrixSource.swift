/// Where the elements of a weight are until it is packed: in a file, or in memory.
///
/// Rows are those of the first extent, each `rowLength` elements long.
package protocol MatrixSource: Sendable {
  /// All elements where they are, if they are 32-bit floats in memory; else nil.
  func shown() -> Tensor?

  /// Writes elements of one row as 32-bit floats; called from any thread.
  func read(
    row: Int, _ columns: Range<Int>, rowLength: Int, into place: UnsafeMutablePointer<Float>)

  /// Says that the elements of `rows` are not needed for now.
  func release(rows: Range<Int>, rowLength: Int)
}

extension Tensor: MatrixSource {
  package func shown() -> Tensor? { self }

  package func read(
    row: Int, _ columns: Range<Int>, rowLength: Int, into place: UnsafeMutablePointer<Float>
  ) {
    unsafe place.update(from: base + row * rowLength + columns.lowerBound, count: columns.count)
  }

  package func release(rows: Range<Int>, rowLength: Int) {}
}

/// A convolution's weight `[outputs, inputs, kernel²]` as a matrix `[outputs, kernel² · inputs]`.
struct ConvolutionTaps: MatrixSource {
  let weight: any MatrixSource
  let inputs: Int
  let taps: Int

  func shown() -> Tensor? { taps == 1 ? weight.shown() : nil }

  func read(
    row: Int, _ columns: Range<Int>, rowLength: Int, into place: UnsafeMutablePointer<Float>
  ) {
    let line = TensorStorage(count: rowLength)
    unsafe weight.read(row: row, 0..<rowLength, rowLength: rowLength, into: line.base)
    for (index, column) in columns.enumerated() {
      let (tap, input) = column.quotientAndRemainder(dividingBy: inputs)
      unsafe place[index] = unsafe line.base[input * taps + tap]
    }
  }

  func release(rows: Range<Int>, rowLength: Int) {
    weight.release(rows: rows, rowLength: rowLength)
  }
}

/// Some taps of a transposed convolution's weight `[inputs, outputs, kernel²]` as a matrix
/// `[outputs, taps · inputs]`.
struct TransposedTaps: MatrixSource {
  let weight: any MatrixSource
  let inputs: Int
  let outputs: Int
  let kernelSize: Int
  /// The places in a kernel of `kernelSize` taps, in the order of their columns.
  let taps: [Int]

  func shown() -> Tensor? { nil }

  func read(
    row: Int, _ columns: Range<Int>, rowLength: Int, into place: UnsafeMutablePointer<Float>
  ) {
    for (index, column) in columns.enumerated() {
      let (tap, input) = column.quotientAndRemainder(dividingBy: inputs)
      let element = row * kernelSize + taps[tap]
      unsafe weight.read(
        row: input, element..<element + 1, rowLength: outputs * kernelSize, into: place + index)
    }
  }

  func release(rows: Range<Int>, rowLength: Int) {
    weight.release(rows: 0..<inputs, rowLength: outputs * kernelSize)
  }
}

import CKernels
import TestSupport
import Testing

/// Rows, columns and inner extents around the edges of tiles, vectors, pairs and blocks.
private let extents = [
  (1, 1, 1), (6, 64, 2), (5, 63, 3), (7, 16, 33), (13, 40, 66), (25, 17, 385), (11, 50, 800),
]

@Suite("Kernels of bfloat16 rows agree with their definitions at every CPU level")
struct HalfKernelTests {
  private func table(_ level: String) throws -> WurstHalfKernels {
    try unsafe #require(wurst_kernels_at(level)).pointee.half
  }

  /// The first `columns` of rows that are `stride` apart.
  private func widened(_ rows: [UInt16], stride: Int, columns: Int) -> [Float] {
    rows.indices.filter { $0 % stride < columns }.map { Naive.widened(rows[$0]) }
  }

  @Test("numbers are rounded to the nearest, ties to even", arguments: CPULevel.here)
  func rounding(_ level: String) throws {
    let table = try table(level)
    var numbers = SeededNumbers(1)
    // Halfway between two numbers with 8 bits, just above and below, and some of any size.
    var x: [Float] = [1.00390625, 1.01171875, 1.0039064, 1.0117186, 0, -0.0, .infinity, -.infinity]
    x += [3.3895314e38, 1e-30, .nan, -1.00390625]
    x += numbers.floats(60, in: -1e4...1e4)
    let columns = x.count / 8
    for stride in [columns + columns % 2, columns + 5] {
      var y = [UInt16](repeating: 7, count: 8 * stride)
      unsafe table.round(x, columns, &y, stride, 8, columns)
      let got = widened(y, stride: stride, columns: columns)
      #expect(got.count == x.count)
      for (value, wanted) in zip(got, x.map { Naive.widened(Naive.rounded($0)) }) {
        #expect(value == wanted || (value.isNaN && wanted.isNaN))
      }
      if columns % 2 == 1 { #expect((0..<8).allSatisfy { y[$0 * stride + columns] == 0 }) }
    }
  }

  @Test("products of packed weights", arguments: CPULevel.here, extents)
  func products(_ level: String, _ extent: (Int, Int, Int)) throws {
    let table = try table(level)
    let (rows, columns, inner) = extent
    var numbers = SeededNumbers(2)
    let weight = numbers.floats(columns * (inner + 3))
    let x = numbers.floats(rows * inner)
    let start = numbers.floats(rows * columns)
    let width = (columns + 15) / 16 * 16
    var panel = [UInt16](repeating: 9, count: (inner + 1) / 2 * 2 * width)
    unsafe table.pack(weight, inner + 3, columns, inner, &panel)
    let stride = inner + inner % 2 + 4
    var a = [UInt16](repeating: 9, count: rows * stride)
    unsafe table.round(x, inner, &a, stride, rows, inner)
    let tight = (0..<columns).flatMap { weight[$0 * (inner + 3)..<$0 * (inner + 3) + inner] }
    let products = Naive.product(
      x.map { Naive.widened(Naive.rounded($0)) }, tight.map { Naive.widened(Naive.rounded($0)) },
      inner: inner)
    let tolerance = Rounding.sum(inner)
    var c = [Float](repeating: .nan, count: rows * (columns + 2))
    unsafe table.multiply(a, stride, rows, panel, inner, &c, columns + 2, columns, 0)
    let got = c.indices.filter { $0 % (columns + 2) < columns }.map { c[$0] }
    #expect(worstDifference(got, products).value <= tolerance)
    // What lies between the rows is not the product's.
    #expect(c.indices.allSatisfy { $0 % (columns + 2) < columns || c[$0].isNaN })
    var sums = start
    unsafe table.multiply(a, stride, rows, panel, inner, &sums, columns, columns, 1)
    let added = zip(start, products).map { Double($0) + $1 }
    #expect(worstDifference(sums, added).value <= tolerance)
  }

  @Test("norms, activations, scaling", arguments: CPULevel.here, [1, 7, 16, 17, 64, 131])
  func rows(_ level: String, _ columns: Int) throws {
    let table = try table(level)
    var numbers = SeededNumbers(3)
    let x = numbers.floats(3 * columns)
    let weight = numbers.floats(columns)
    let bias = numbers.floats(columns)
    let stride = columns + columns % 2
    var y = [UInt16](repeating: 9, count: 3 * stride)
    /// A rounding to bfloat16, and what single precision loses before.
    func check(_ wanted: [Double], _ what: Comment) {
      let got = widened(y, stride: stride, columns: columns)
      #expect(got.count == wanted.count, what)
      for (got, wanted) in zip(got, wanted) {
        #expect(abs(Double(got) - wanted) <= Rounding.half * abs(wanted) + Rounding.norm, what)
      }
      if columns % 2 == 1 { #expect((0..<3).allSatisfy { y[$0 * stride + columns] == 0 }, what) }
    }
    let normalized = Naive.layerNorm(x, columns: columns, epsilon: 1e-6)
    unsafe table.layer_norm(x, &y, stride, 3, columns, 1e-6, 1.5, 0.25)
    check(normalized.map { $0 * 1.5 + 0.25 }, "layer norm")
    unsafe table.layer_norm_affine(x, &y, stride, 3, columns, 1e-6, weight, bias)
    let affine = normalized.enumerated().map {
      $1 * Double(weight[$0 % columns]) + Double(bias[$0 % columns])
    }
    check(affine, "affine layer norm")
    let activated = x.enumerated().map { Naive.gelu(Double($1) + Double(bias[$0 % columns])) }
    unsafe table.gelu(x, columns, &y, stride, 3, columns, bias)
    check(activated, "GELU")
    var sums = weight
    unsafe table.gelu_squares(x, columns, &y, stride, 3, columns, bias, &sums)
    check(activated, "GELU with squares")
    let squares = (0..<columns).map { column in
      (0..<3).reduce(Double(weight[column])) { sum, row in
        let value = activated[row * columns + column]
        return sum + value * value
      }
    }
    // Activated values, up to 4, are off by 2e-6, their squares by eight times that; four additions
    // round sums up to 40.
    #expect(worstDifference(sums, squares).value <= 8 * 2e-6 + 4 * 40 * Rounding.single)
    let before = widened(y, stride: stride, columns: columns)
    unsafe table.scale_shift(&y, stride, 3, columns, weight, bias)
    check(
      before.enumerated().map {
        Double($1) * Double(weight[$0 % columns]) + Double(bias[$0 % columns])
      }, "scale and shift")
  }
}

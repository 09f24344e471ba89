import Engine
import Recipes
import TestSupport
import Testing

/// Elements as products see them in bf16.
private func rounded(_ x: [Float]) -> [Float] { x.map { Naive.widened(Naive.rounded($0)) } }

private func inHalf<Result>(threads: Int = 1, _ body: () throws -> Result) rethrows -> Result {
  try Compute.$current.withValue(Compute(threads: threads, precision: .bf16), operation: body)
}

@Suite("Products in bfloat16 agree with those of the rounded numbers")
struct HalfProductTests {
  @Test(
    "linear layers, at sizes below and above one tile",
    arguments: [(1, 1, 1), (7, 5, 3), (290, 131, 77), (20, 200, 600)])
  func linear(_ rows: Int, _ columns: Int, _ inner: Int) {
    var numbers = SeededNumbers(1)
    let x = Tensor([rows, inner], numbers.floats(rows * inner))
    let w = Tensor([columns, inner], numbers.floats(columns * inner))
    let bias = Tensor([columns], numbers.floats(columns))
    let residual = Tensor([rows, columns], numbers.floats(rows * columns))
    let layer = Linear(weight: w, bias: bias)
    let sums = Naive.product(rounded(x.elements), rounded(w.elements), inner: inner)
      .enumerated().map { $1 + Double(bias.elements[$0 % columns]) }
    let tolerance = Rounding.sum(inner)
    let (plain, activated, added) = inHalf {
      (layer(x), layer(x, .activation(.gelu)), layer(x, .residual(residual, gain: 0.5)))
    }
    #expect(worstDifference(plain.elements, sums).value <= tolerance)
    #expect(worstDifference(activated.elements, sums.map(Naive.gelu)).value <= tolerance)
    let wanted = zip(residual.elements, sums).map { Double($0) + 0.5 * $1 }
    #expect(worstDifference(added.elements, wanted).value <= tolerance)
  }

  @Test("parts of a weight, rows and columns, packed each by itself")
  func parts() {
    var numbers = SeededNumbers(2)
    let w = numbers.floats(150 * 20)
    let matrix = Matrix(Tensor([150, 20], w))
    let x = Tensor([9, 13], numbers.floats(9 * 13))
    let rows = 31..<120
    let part = matrix.rows(rows).columns(4..<17)
    #expect(part.rows == 89 && part.columns == 13)
    let weight = rows.flatMap { w[$0 * 20 + 4..<$0 * 20 + 17] }
    #expect(part.tensor.elements == weight)
    let wanted = Naive.product(rounded(x.elements), rounded(weight), inner: 13)
    let got = inHalf { Linear(weight: part, bias: nil)(x) }
    #expect(worstDifference(got.elements, wanted).value <= Rounding.sum(13))
    let exact = Naive.product(x.elements, weight, inner: 13)
    let single = Linear(weight: part, bias: nil)(x)
    #expect(worstDifference(single.elements, exact).value <= Rounding.sum(13))
  }

  @Test("a sum that starts with rounded numbers, in several tiles")
  func start() {
    var numbers = SeededNumbers(8)
    let (rows, columns, inner) = (301, 203, 5)
    let x = Tensor([1, rows, inner], numbers.floats(rows * inner))
    let w = Tensor([columns, inner], numbers.floats(columns * inner))
    let start = Tensor([1, rows, columns], numbers.floats(rows * columns))
    let got = inHalf {
      Tensor.product([.init(Operand(x), Matrix(w))], startingWith: Operand(start))
    }
    let sums = Naive.product(rounded(x.elements), rounded(w.elements), inner: inner)
    let wanted = zip(rounded(start.elements), sums).map { Double($0) + $1 }
    #expect(worstDifference(got.elements, wanted).value <= Rounding.sum(inner))
  }

  @Test("convolutions", arguments: [(3, 1, 1), (3, 2, 1), (2, 2, 0)])
  func convolutions(_ kernel: Int, _ stride: Int, _ padding: Int) {
    var numbers = SeededNumbers(3)
    let values = rounded(numbers.floats(240))
    let map = Naive.Map(height: 6, width: 8, channels: 5, values: values)
    let weight = rounded(numbers.floats(7 * 5 * kernel * kernel))
    let bias = numbers.floats(7)
    let convolve = Convolution(
      ConvolutionShape(kernel: kernel, stride: stride, padding: padding),
      weight: Tensor([7, 5, kernel, kernel], weight), bias: Tensor([7], bias))
    let wanted = Naive.convolution(
      map, weight: weight, bias: bias, outputs: 7, kernel: kernel, stride: stride, padding: padding)
    let got = inHalf { convolve(Tensor([1, 6, 8, 5], values)) }
    #expect(worstDifference(got.elements, wanted).value <= Rounding.sum(5 * kernel * kernel))
  }

  @Test("transposed convolutions", arguments: [(2, 2, 0), (4, 2, 1)])
  func transposedConvolutions(_ kernel: Int, _ stride: Int, _ padding: Int) throws {
    var numbers = SeededNumbers(4)
    let values = rounded(numbers.floats(60))
    let map = Naive.Map(height: 3, width: 4, channels: 5, values: values)
    let weight = rounded(numbers.floats(5 * 7 * kernel * kernel))
    let bias = numbers.floats(7)
    let weights = Weights(
      TensorDictionary([
        "weight": Tensor([5, 7, kernel, kernel], weight), "bias": Tensor([7], bias),
      ]))
    let convolve = try TransposedConvolution(
      5, 7, ConvolutionShape(kernel: kernel, stride: stride, padding: padding), weights: weights)
    let wanted = Naive.transposedConvolution(
      map, weight: weight, bias: bias, outputs: 7, kernel: kernel, stride: stride, padding: padding)
    let got = inHalf { convolve(Tensor([1, 3, 4, 5], values)) }
    #expect(worstDifference(got.elements, wanted).value <= Rounding.sum(5 * kernel * kernel))
  }

  /// Relative errors that bfloat16 makes and single precision does not, which stays below 1e-6.
  ///
  /// Four roundings follow each other, each of one part in 2⁸ at most and 1.1e-3 on the average.
  private static let fourRoundings = 1e-5...4 * Rounding.half

  /// How far `got` is from `wanted`, relative to the size of `wanted`.
  private func relativeError(_ got: Tensor, _ wanted: Tensor) -> Double {
    let (got, wanted) = (got.elements, wanted.elements)
    let error = zip(got, wanted).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
    return (error / wanted.reduce(0.0) { $0 + Double($1 * $1) }).squareRoot()
  }

  /// A block of the network with its weights and an input for it.
  private func block(_ c: Int, rows: Int) throws -> (ChannelMLP, Tensor) {
    var numbers = SeededNumbers(5)
    let reach = 1 / Float(c).squareRoot()
    let mlp = try ChannelMLP(
      c,
      weights: Weights(
        TensorDictionary([
          "0.weight": Tensor([4 * c, c], numbers.floats(4 * c * c, in: -reach...reach)),
          "0.bias": Tensor([4 * c], numbers.floats(4 * c)),
          "2.gamma": Tensor([1, 1, 1, 4 * c], numbers.floats(4 * c)),
          "2.beta": Tensor([1, 1, 1, 4 * c], numbers.floats(4 * c)),
          "4.weight": Tensor([c, 4 * c], numbers.floats(4 * c * c, in: -reach...reach)),
          "4.bias": Tensor([c], numbers.floats(c)),
        ])))
    return (mlp, Tensor([2, rows, 1, c], numbers.floats(2 * rows * c)))
  }

  @Test(
    "the channel MLP with response normalisation stays within the rounding", arguments: [5, 70])
  func channelMLP(_ rows: Int) throws {
    let (mlp, x) = try block(37, rows: rows)
    let zero = Tensor(x.shape)
    let wanted = mlp([Operand(normalizing: x)], residual: zero)
    let got = inHalf { mlp([Operand(normalizing: x)], residual: zero) }
    #expect(Self.fourRoundings.contains(relativeError(got, wanted)))
  }

  @Test("the channel MLP of Stage A stays within the rounding", arguments: [1, 300])
  func residualMLP(_ rows: Int) {
    var numbers = SeededNumbers(6)
    let c = 37
    let x = Tensor([1, rows, 1, c], numbers.floats(rows * c))
    let mlp = Tensor.MLP(
      expand: Matrix(Tensor([4 * c, c], numbers.floats(4 * c * c))),
      expandBias: Tensor([4 * c], numbers.floats(4 * c)),
      contract: Matrix(Tensor([c, 4 * c], numbers.floats(4 * c * c))),
      contractBias: Tensor([c], numbers.floats(c)))
    let wanted = x.addingMLP(mlp, scale: 1.25, shift: -0.5, gain: 0.75)
    let got = inHalf { x.addingMLP(mlp, scale: 1.25, shift: -0.5, gain: 0.75) }
    #expect(Self.fourRoundings.contains(relativeError(got, wanted)))
  }

  @Test("every number of threads gives the same bits", arguments: Precision.allCases)
  func threads(_ precision: Precision) throws {
    let results = try [1, 2, 8].map { threads in
      try Compute.$current.withValue(Compute(threads: threads, precision: precision)) {
        let (mlp, x) = try block(96, rows: 700)
        return mlp([Operand(normalizing: x)], residual: x).elements
      }
    }
    #expect(results[1] == results[0] && results[2] == results[0])
  }

  private func attention(_ own: Tensor, _ other: Tensor, heads: Int) -> Tensor {
    let width = own.channels / 3
    return .attention(
      .init(sequence: own, firstChannel: 0),
      [
        .init(
          keys: .init(sequence: own, firstChannel: width),
          values: .init(sequence: own, firstChannel: 2 * width)),
        .init(
          keys: .init(sequence: other, firstChannel: 0),
          values: .init(sequence: other, firstChannel: width)),
      ], heads: heads, width: width)
  }

  @Test("attention stays within the rounding", arguments: [(1, 3), (97, 8), (211, 33)])
  func attention(_ queries: Int, _ depth: Int) {
    var numbers = SeededNumbers(7)
    let (heads, others) = (3, 29)
    let width = heads * depth
    let own = Tensor([2, queries, 3 * width], numbers.floats(2 * queries * 3 * width))
    let other = Tensor([2, others, 2 * width], numbers.floats(2 * others * 2 * width))
    let wanted = attention(own, other, heads: heads)
    let results = [1, 2, 8].map { threads in
      inHalf(threads: threads) { attention(own, other, heads: heads) }
    }
    #expect(results[1].elements == results[0].elements)
    #expect(results[2].elements == results[0].elements)
    let error = relativeError(results[0], wanted)
    if Precision.best == .bf16 {
      #expect(Self.fourRoundings.contains(error))
    } else {
      // CPUs without bfloat16 products attend in single precision.
      #expect(error == 0)
    }
  }
}

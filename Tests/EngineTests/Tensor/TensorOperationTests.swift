import Engine
import TestSupport
import Testing

@Suite("Tensor operations agree with their definitions")
struct TensorOperationTests {
  @Test(
    "products, at sizes below and above one tile",
    arguments: [(1, 1, 1), (7, 5, 3), (300, 530, 33)])
  func products(_ rows: Int, _ columns: Int, _ inner: Int) {
    var numbers = SeededNumbers(1)
    let x = Tensor([rows, inner], numbers.floats(rows * inner))
    let w = Tensor([columns, inner], numbers.floats(columns * inner))
    let bias = Tensor([columns], numbers.floats(columns))
    let residual = Tensor([rows, columns], numbers.floats(rows * columns))
    let product = Naive.product(x.elements, w.elements, inner: inner)
    let sums = product.enumerated().map { $1 + Double(bias.elements[$0 % columns]) }
    let tolerance = Rounding.sum(inner)
    let plain = Linear(weight: w, bias: nil)
    let linear = Linear(weight: w, bias: bias)
    #expect(worstDifference(plain(x).elements, product).value <= tolerance)
    #expect(worstDifference(linear(x).elements, sums).value <= tolerance)
    let activated = linear(x, .activation(.gelu)).elements
    #expect(worstDifference(activated, sums.map(Naive.gelu)).value <= tolerance)
    let added = linear(x, .residual(residual, gain: 0.5)).elements
    let wanted = zip(residual.elements, sums).map { Double($0) + 0.5 * $1 }
    #expect(worstDifference(added, wanted).value <= tolerance)
  }

  @Test("a sum of products with a start")
  func sumOfProducts() {
    var numbers = SeededNumbers(2)
    let a = Tensor([5, 3], numbers.floats(15))
    let b = Tensor([5, 2], numbers.floats(10))
    let wa = Tensor([4, 3], numbers.floats(12))
    let wb = Tensor([4, 2], numbers.floats(8))
    let start = Tensor([5, 4], numbers.floats(20))
    let got = Tensor.product(
      [.init(Operand(a), Matrix(wa)), .init(Operand(b), Matrix(wb))], startingWith: Operand(start)
    ).elements
    let pa = Naive.product(a.elements, wa.elements, inner: 3)
    let pb = Naive.product(b.elements, wb.elements, inner: 2)
    let wanted = start.elements.indices.map { Double(start.elements[$0]) + pa[$0] + pb[$0] }
    #expect(worstDifference(got, wanted).value <= Rounding.sum(5))
  }

  @Test("convolutions", arguments: [(3, 1, 1), (3, 2, 1), (2, 2, 0), (4, 2, 1), (1, 1, 0)])
  func convolutions(_ kernel: Int, _ stride: Int, _ padding: Int) {
    var numbers = SeededNumbers(3)
    let map = Naive.Map(height: 6, width: 8, channels: 5, values: numbers.floats(240))
    let weight = numbers.floats(7 * 5 * kernel * kernel)
    let bias = numbers.floats(7)
    let convolve = Convolution(
      ConvolutionShape(kernel: kernel, stride: stride, padding: padding),
      weight: Tensor([7, 5, kernel, kernel], weight), bias: Tensor([7], bias))
    let wanted = Naive.convolution(
      map, weight: weight, bias: bias, outputs: 7, kernel: kernel, stride: stride, padding: padding)
    let got = convolve(Tensor([1, 6, 8, 5], map.values))
    #expect(worstDifference(got.elements, wanted).value <= Rounding.sum(5 * kernel * kernel))
  }

  @Test("transposed convolutions", arguments: [(2, 2, 0), (4, 2, 1), (6, 2, 2), (3, 3, 0)])
  func transposedConvolutions(_ kernel: Int, _ stride: Int, _ padding: Int) throws {
    var numbers = SeededNumbers(4)
    let map = Naive.Map(height: 3, width: 4, channels: 5, values: numbers.floats(60))
    let weight = numbers.floats(5 * 7 * kernel * kernel)
    let bias = numbers.floats(7)
    let weights = Weights(
      TensorDictionary([
        "weight": Tensor([5, 7, kernel, kernel], weight), "bias": Tensor([7], bias),
      ]))
    let convolve = try TransposedConvolution(
      5, 7, ConvolutionShape(kernel: kernel, stride: stride, padding: padding), weights: weights)
    let wanted = Naive.transposedConvolution(
      map, weight: weight, bias: bias, outputs: 7, kernel: kernel, stride: stride, padding: padding)
    let got = convolve(Tensor([1, 3, 4, 5], map.values))
    #expect(worstDifference(got.elements, wanted).value <= Rounding.sum(5 * kernel * kernel))
  }

  @Test("channels are joined, cut out and sieved at every position", arguments: [1, 700])
  func channels(_ rows: Int) {
    let a = Tensor([1, rows, 64], (0..<rows * 64).map { Float($0) })
    let b = Tensor([1, rows, 5], (0..<rows * 5).map { -Float($0) - 1 })
    let (joined, cut, sieved) = Compute.$current.withValue(Compute(threads: 2)) {
      let joined = Tensor.joinedChannels([a, b])
      return (joined, joined.channels(60..<67), joined.everyChannel(3, from: 1))
    }
    let line = { (row: Int) in
      (0..<69).map { $0 < 64 ? Float(row * 64 + $0) : -Float(row * 5 + $0 - 64) - 1 }
    }
    #expect(joined.elements == (0..<rows).flatMap(line))
    #expect(cut.elements == (0..<rows).flatMap { line($0)[60..<67] })
    #expect(sieved.elements == (0..<rows).flatMap { row in (0..<23).map { line(row)[3 * $0 + 1] } })
  }

  @Test("attention over two sources, masked and not", arguments: [1, 3, 261])
  func attention(_ queries: Int) {
    let (heads, depth, own, other) = (2, 3, queries, 5)
    let width = heads * depth
    var numbers = SeededNumbers(5)
    let packedValues = numbers.floats(queries * 3 * width)
    let moreValues = numbers.floats(other * 2 * width)
    let packed = Tensor([1, queries, 3 * width], packedValues)
    let more = Tensor([1, other, 2 * width], moreValues)
    func got(_ mask: Tensor.AttentionMask?) -> [Float] {
      Tensor.attention(
        .init(sequence: packed, firstChannel: 0),
        [
          .init(
            keys: .init(sequence: packed, firstChannel: width),
            values: .init(sequence: packed, firstChannel: 2 * width)),
          .init(
            keys: .init(sequence: more, firstChannel: 0),
            values: .init(sequence: more, firstChannel: width)),
        ], heads: heads, width: width, mask: mask
      ).elements
    }
    func wanted(_ mayAttend: (Int, Int) -> Bool) -> [Double] {
      (0..<queries).flatMap { query in
        (0..<width).map { channel in
          let head = channel / depth
          func key(_ k: Int, _ c: Int) -> Double {
            k < own
              ? Double(packedValues[k * 3 * width + width + c])
              : Double(moreValues[(k - own) * 2 * width + c])
          }
          func value(_ k: Int) -> Double {
            k < own
              ? Double(packedValues[k * 3 * width + 2 * width + channel])
              : Double(moreValues[(k - own) * 2 * width + width + channel])
          }
          let scores = (0..<own + other).map { k -> Double in
            if !mayAttend(query, k) { return -.infinity }
            let dot = (head * depth..<(head + 1) * depth).reduce(0.0) {
              $0 + Double(packedValues[query * 3 * width + $1]) * key(k, $1)
            }
            return dot / Double(depth).squareRoot()
          }
          return zip(Naive.softmax(scores), (0..<own + other).map(value)).reduce(0) {
            $0 + $1.0 * $1.1
          }
        }
      }
    }
    let tolerance = Rounding.attention(spread: 2)
    #expect(worstDifference(got(nil), wanted { _, _ in true }).value <= tolerance)
    let causal = Tensor.AttentionMask(isCausal: true)
    #expect(worstDifference(got(causal), wanted { $1 <= $0 }).value <= tolerance)
    var keys = Array(repeating: true, count: own + other)
    keys[own + 1] = false
    let padded = Tensor.AttentionMask(keys: [keys])
    #expect(worstDifference(got(padded), wanted { $1 != own + 1 }).value <= tolerance)
  }

  @Test("the channel MLP in tiles equals the one written out", arguments: [1, 5, 700])
  func channelMLP(_ rows: Int) {
    var numbers = SeededNumbers(6)
    let c = 3
    let x = Tensor([1, rows, 1, c], numbers.floats(rows * c))
    let mlp = Tensor.MLP(
      expand: Matrix(Tensor([4 * c, c], numbers.floats(4 * c * c))),
      expandBias: Tensor([4 * c], numbers.floats(4 * c)),
      contract: Matrix(Tensor([c, 4 * c], numbers.floats(4 * c * c))),
      contractBias: Tensor([c], numbers.floats(c)))
    let got = x.addingMLP(mlp, scale: 1.25, shift: -0.5, gain: 0.75).elements
    let normalized = Naive.layerNorm(x.elements, columns: c, epsilon: 1e-6)
      .map { Float($0 * 1.25 - 0.5) }
    let hidden = Naive.product(normalized, mlp.expand.tensor.elements, inner: c).enumerated().map {
      Float(Naive.gelu($1 + Double(mlp.expandBias.elements[$0 % (4 * c)])))
    }
    let out = Naive.product(hidden, mlp.contract.tensor.elements, inner: 4 * c)
    let wanted = out.enumerated().map {
      Double(x.elements[$0]) + 0.75 * ($1 + Double(mlp.contractBias.elements[$0 % c]))
    }
    // Three numbers that are nearly equal are normalised: what rounding makes of their differences
    // grows with them, up to 15 times in 700 rows, and sums of 3 and of 12 products carry it on.
    #expect(worstDifference(got, wanted).value <= 15 * Rounding.norm)
  }

  @Test("layouts go there and back")
  func layouts() {
    var numbers = SeededNumbers(7)
    let x = Tensor([2, 3, 4, 6], numbers.floats(144))
    #expect(x.channelsLast().channelsFirst().elements == x.elements)
    #expect(x.channelsLast().shape == [2, 4, 6, 3])
    let map = x.channelsLast()
    #expect(map.pixelUnshuffled(2).pixelShuffled(2).elements == map.elements)
    // Channel c of the pixel at (dy, dx) of a block goes to c·4 + dy·2 + dx.
    let block = map.pixelUnshuffled(2)
    #expect(block.elements[1 * 4 + 1 * 2 + 0] == map.elements[(1 * 6 + 0) * 3 + 1])
  }

  @Test("resizing with aligned corners keeps the corners and meets in the middle")
  func resizing() {
    let x = Tensor([1, 2, 2, 1], [0, 1, 2, 3])
    #expect(x.resized(3, 3).elements == [0, 0.5, 1, 1, 1.5, 2, 2, 2.5, 3])
    #expect(x.resized(1, 1).elements == [0])
  }

  @Test("a tensor is a value: writing to a copy leaves the original")
  func copyOnWrite() {
    let x = Tensor([4, 2], repeating: 1)
    var part = x.samples(1..<2)
    unsafe part.withMutableElements { unsafe $0[0] = 5 }
    #expect(part.elements == [5, 1] && x.elements.allSatisfy { $0 == 1 })
  }
}

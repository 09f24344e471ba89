import CKernels
import TestSupport
import Testing

/// One lane, less than a vector, a vector, one more, and some prime.
private let sizes = [1, 7, 16, 17, 64, 131]

@Suite("Kernels agree with their definitions at every CPU level")
struct KernelTableTests {
  private func table(_ level: String) throws -> WurstKernels {
    try unsafe #require(wurst_kernels_at(level)).pointee
  }

  @Test("activations", arguments: CPULevel.here, sizes)
  func activations(_ level: String, _ count: Int) throws {
    let table = try unsafe table(level)
    var numbers = SeededNumbers(1)
    let x = numbers.floats(count, in: -9...9)
    let definitions: [(WurstActivation, (Double) -> Double)] = [
      (WURST_GELU, Naive.gelu), (WURST_QUICK_GELU, { $0 * Naive.sigmoid(1.702 * $0) }),
      (WURST_SILU, { $0 * Naive.sigmoid($0) }), (WURST_LEAKY_RELU, { $0 < 0 ? 0.2 * $0 : $0 }),
      (WURST_SIGMOID, Naive.sigmoid),
    ]
    for (activation, definition) in definitions {
      var y = x
      unsafe table.activate(&y, count, activation)
      let worst = worstDifference(y, x.map { definition(Double($0)) })
      // The values reach 9; an exponential is off by 2e-7, and some three roundings follow.
      #expect(worst.value <= 9 * (2e-7 + 3 * Rounding.single), "\(activation) at \(x[worst.index])")
    }
  }

  @Test("extreme arguments of activations stay finite", arguments: CPULevel.here)
  func extremes(_ level: String) throws {
    let table = try unsafe table(level)
    let x: [Float] = [-1e4, -200, -88, 0, 88, 200, 1e4]
    for activation in [WURST_GELU, WURST_SILU, WURST_SIGMOID, WURST_QUICK_GELU] {
      var y = x
      unsafe table.activate(&y, y.count, activation)
      // Exponents end at 87: what remains of the first is 1e4 · e⁻⁸⁷, or 1.6e-34.
      #expect(y.allSatisfy(\.isFinite) && abs(y[0]) < 1e-33)
    }
  }

  @Test("layer norms", arguments: CPULevel.here, sizes)
  func layerNorms(_ level: String, _ columns: Int) throws {
    let table = try unsafe table(level)
    var numbers = SeededNumbers(2)
    let x = numbers.floats(3 * columns)
    let weight = numbers.floats(columns)
    let bias = numbers.floats(columns)
    let plain = Naive.layerNorm(x, columns: columns, epsilon: 1e-6)
    var y = [Float](repeating: 0, count: x.count)
    unsafe table.layer_norm(x, &y, 3, columns, 1e-6, 1.5, 0.25)
    #expect(worstDifference(y, plain.map { $0 * 1.5 + 0.25 }).value <= Rounding.norm)
    unsafe table.layer_norm_affine(x, &y, 3, columns, 1e-6, weight, bias)
    let wanted = plain.enumerated().map {
      $1 * Double(weight[$0 % columns]) + Double(bias[$0 % columns])
    }
    #expect(worstDifference(y, wanted).value <= Rounding.norm)
  }

  @Test("sums over columns", arguments: CPULevel.here, sizes)
  func columnSums(_ level: String, _ columns: Int) throws {
    let table = try unsafe table(level)
    var numbers = SeededNumbers(3)
    let stride = columns + 3
    let x = numbers.floats(5 * stride)
    let start = numbers.floats(columns)
    var (sums, squares) = (start, start)
    unsafe table.column_sums(x, 5, columns, stride, &sums)
    unsafe table.column_squares(x, 5, columns, stride, &squares)
    func wanted(_ value: (Double) -> Double) -> [Double] {
      (0..<columns).map { column in
        (0..<5).reduce(Double(start[column])) { $0 + value(Double(x[$1 * stride + column])) }
      }
    }
    // Five additions to sums up to 20.
    let tolerance = 5 * 20 * Rounding.single
    #expect(worstDifference(sums, wanted { $0 }).value <= tolerance)
    #expect(worstDifference(squares, wanted { $0 * $0 }).value <= tolerance)
  }

  @Test("bias, residual, scale and mix", arguments: CPULevel.here, sizes)
  func rowOperations(_ level: String, _ columns: Int) throws {
    let table = try unsafe table(level)
    var numbers = SeededNumbers(4)
    let x = numbers.floats(2 * columns)
    let start = numbers.floats(2 * columns)
    let bias = numbers.floats(columns)
    let scale = numbers.floats(columns)
    func wanted(_ value: (Double, Double, Double, Double) -> Double) -> [Double] {
      x.indices.map {
        value(
          Double(x[$0]), Double(start[$0]), Double(bias[$0 % columns]), Double(scale[$0 % columns]))
      }
    }
    // Four roundings of numbers below 8.
    let tolerance = 4 * 8 * Rounding.single
    var y = start
    unsafe table.add_bias(&y, 2, columns, columns, bias)
    #expect(worstDifference(y, wanted { _, y, b, _ in y + b }).value <= tolerance)
    y = start
    unsafe table.bias_activate(&y, 2, columns, columns, bias, WURST_GELU)
    #expect(worstDifference(y, wanted { _, y, b, _ in Naive.gelu(y + b) }).value <= tolerance)
    y = start
    unsafe table.residual(x, columns, &y, columns, 2, columns, bias, 0.5)
    #expect(worstDifference(y, wanted { x, y, b, _ in x + 0.5 * (y + b) }).value <= tolerance)
    y = start
    unsafe table.residual(x, columns, &y, columns, 2, columns, nil, 1)
    #expect(worstDifference(y, wanted { x, y, _, _ in x + y }).value <= tolerance)
    unsafe table.scale_shift(x, &y, 2, columns, scale, bias)
    #expect(worstDifference(y, wanted { x, _, b, s in x * s + b }).value <= tolerance)
    y = start
    unsafe table.mix(x, &y, x.count, 3, -0.5)
    #expect(worstDifference(y, wanted { x, y, _, _ in 3 * x - 0.5 * y }).value <= tolerance)
  }

  @Test("softmax, also where a logit is minus infinity", arguments: CPULevel.here, sizes)
  func softmax(_ level: String, _ columns: Int) throws {
    let table = try unsafe table(level)
    var numbers = SeededNumbers(5)
    var x = numbers.floats(columns, in: -30...30)
    if columns > 1 { x[columns / 2] = -.infinity }
    var y = x
    // Exponentials are off by 2e-7, and sum and quotient are rounded some three times.
    let tolerance = 2e-7 + 3 * Rounding.single
    unsafe table.softmax(&y, columns, 1)
    #expect(worstDifference(y, Naive.softmax(x.map(Double.init))).value <= tolerance)
    y = x
    unsafe table.softmax(&y, columns, 1 / 0.3)
    #expect(worstDifference(y, Naive.softmax(x.map { Double($0) / 0.3 })).value <= tolerance)
  }

  @Test("depthwise convolution rows, zero and replicated borders", arguments: CPULevel.here, sizes)
  func depthwise(_ level: String, _ channels: Int) throws {
    let table = try unsafe table(level)
    // Maps of at least six columns have a way of their own.
    for (width, kernel, stride, replicating) in [
      (5, 3, 1, false), (5, 3, 1, true), (5, 5, 1, false), (5, 3, 2, false), (6, 3, 1, false),
      (11, 3, 1, false), (11, 3, 1, true), (11, 5, 1, true),
    ] {
      var numbers = SeededNumbers(6)
      let map = Naive.Map(
        height: 4, width: width, channels: channels, values: numbers.floats(4 * width * channels))
      let weight = numbers.floats(channels * kernel * kernel)
      let bias = numbers.floats(channels)
      let wanted = Naive.convolution(
        map, weight: weight, bias: bias, outputs: channels, kernel: kernel, stride: stride,
        padding: kernel / 2, groups: channels, replicating: replicating)
      let byTap = (0..<kernel * kernel).flatMap { tap in
        (0..<channels).map { weight[$0 * kernel * kernel + tap] }
      }
      let columns = (width - 1) / stride + 1
      var got: [Float] = []
      for y in 0..<(4 - 1) / stride + 1 {
        var row = [Float](repeating: 0, count: columns * channels)
        unsafe table.depthwise_row(
          map.values, &row, 4, width, channels, kernel, y * stride - kernel / 2, stride, columns,
          byTap,
          bias, replicating ? 1 : 0)
        got += row
      }
      #expect(
        worstDifference(got, wanted).value <= Rounding.sum(kernel * kernel),
        "\(width) \(kernel) \(stride) \(replicating)")
    }
  }

  @Test("the first of the largest values is found", arguments: CPULevel.here, sizes)
  func argmax(_ level: String, _ count: Int) throws {
    let table = try unsafe table(level)
    for place in 0..<count {
      var x = [Float](repeating: -1, count: count)
      x[place] = 2
      x[count - 1] = 2
      #expect(unsafe table.argmax(x, count) == place)
    }
  }

  @Test(
    "a draw picks the first label whose cumulative share exceeds it", arguments: CPULevel.here,
    sizes)
  func draw(_ level: String, _ count: Int) throws {
    let table = try unsafe table(level)
    var numbers = SeededNumbers(7)
    let x = numbers.floats(count, in: -6...6)
    let shares = Naive.softmax(x.map { Double($0) / 0.7 })
    var drawn = 0
    for u in numbers.floats(200, in: 0...0.9999999) {
      var sum = 0.0
      var nearestEdge = Double.infinity
      var wanted: Int?
      for (label, share) in shares.enumerated() {
        sum += share
        nearestEdge = min(nearestEdge, abs(sum - Double(u)))
        if wanted == nil, sum > Double(u) { wanted = label }
      }
      // Next to an edge single precision may fall on either side: exponents up to 17 are rounded by
      // 1e-6, and all labels before the edge add up to 1 at most.
      if nearestEdge < 5e-6 { continue }
      drawn += 1
      var y = x
      #expect(unsafe table.draw(&y, count, 1 / 0.7, u) == wanted)
    }
    #expect(drawn > 190)
  }

  @Test(
    "the smallest and the largest draw pick labels that can be picked", arguments: CPULevel.here)
  func extremeDraws(_ level: String) throws {
    let table = try unsafe table(level)
    for count in [1, 63, 64, 65, 2048] {
      var x = [Float](repeating: 0, count: count)
      #expect(unsafe table.draw(&x, count, 1, 0) == 0)
      x = [Float](repeating: 0, count: count)
      #expect(unsafe table.draw(&x, count, 1, 1 - 0x1p-24) == count - 1)
      x = [Float](repeating: -200, count: count)
      x[count / 2] = 0
      #expect(unsafe table.draw(&x, count, 1, 0.5) == count / 2)
    }
  }

  @Test("the nearest code is found, the lowest of equals", arguments: CPULevel.here, sizes)
  func nearest(_ level: String, _ codes: Int) throws {
    let table = try unsafe table(level)
    var numbers = SeededNumbers(8)
    // Whole numbers make every distance exact, and many of them equal.
    let codebook = (0..<codes * 4).map { _ in Float(Int.random(in: -1...1, using: &numbers)) }
    let byDimension = (0..<4).flatMap { d in (0..<codes).map { codebook[$0 * 4 + d] } }
    let squares = (0..<codes).map { code in
      codebook[code * 4..<code * 4 + 4].reduce(0) { $0 + $1 * $1 }
    }
    for _ in 0..<50 {
      let z = (0..<4).map { _ in Float(Int.random(in: -2...2, using: &numbers)) }
      let distances = (0..<codes).map { code in
        (0..<4).reduce(Float(0)) { sum, d in
          let difference = z[d] - codebook[code * 4 + d]
          return sum + difference * difference
        }
      }
      let wanted = distances.firstIndex(of: try #require(distances.min()))
      #expect(unsafe table.nearest(z, byDimension, squares, codes, 4) == wanted)
    }
  }

  @Test("values become bytes, rounded and clamped", arguments: CPULevel.here)
  func bytes(_ level: String) throws {
    let table = try unsafe table(level)
    let x: [Float] = [-1, 0, 0.25, 0.5, 1, 7, .nan, 100 / 255, 0.4999 / 255, 0.5001 / 255]
    var bytes = [UInt8](repeating: 9, count: x.count)
    unsafe table.to_bytes(x, &bytes, x.count)
    #expect(bytes[0] == 0 && bytes[1] == 0 && bytes[2] == 64 && bytes[3] == 128)
    #expect(bytes[4] == 255 && bytes[5] == 255 && bytes[7] == 100 && bytes[8] == 0 && bytes[9] == 1)
  }
}

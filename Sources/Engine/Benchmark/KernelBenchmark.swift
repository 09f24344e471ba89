import Recipes

/// Measures single passes, at the sizes they have in the published models.
package struct KernelBenchmark: Sendable {
  /// How often each pass is measured.
  package let steps: Int

  package init(steps: Int) {
    precondition(steps > 0)
    self.steps = steps
  }

  /// What was measured; speeds per second.
  package struct Report: Codable, Sendable {
    package let precision: String
    package let threads: Int
    package let level: String
    package let error: Double
    package let peakOperationsPerSecond: Double
    package let kernels: [Line]

    package struct Line: Codable, Sendable {
      package let name: String
      package let shape: [Int]
      package let seconds: Spread
      /// Read and written at least, every input and output once.
      package let bytesPerSecond: Double
      /// Against a copy of a map of the same size.
      package let shareOfCopy: Double
      package let operationsPerSecond: Double
      package let shareOfPeak: Double
    }
  }

  /// - Throws: as `Benchmark`.
  package func callAsFunction() throws -> Report {
    let check = try ReferenceCheck()
    if !check.passes { throw BenchmarkError.wrong(check) }
    let peak = MachinePeak.products()
    var lines: [Report.Line] = []
    for shape in [[2, 12, 12, 1536], [2, 64, 64, 640], [1, 256, 256, 192]] {
      lines += try passes(over: shape, peak)
      StoragePool.releaseKept()
    }
    lines += try attentions(peak)
    return Report(
      precision: Compute.current.precision.rawValue, threads: Compute.current.threads,
      level: Kernel.level,
      error: check.error, peakOperationsPerSecond: peak, kernels: lines)
  }

  /// Times `body`, which makes a tensor.
  private func measure(
    _ name: String, _ shape: [Int], bytes: Int, copy: Double, operations: Int = 0, peak: Double,
    _ body: () -> Tensor
  ) throws -> Report.Line {
    _ = body()
    let times = try (0..<steps).map { _ in
      try Compute.check()
      return seconds { _ = body() }
    }
    let spread = Spread(times)
    return Report.Line(
      name: name, shape: shape, seconds: spread,
      bytesPerSecond: Double(bytes) / spread.median,
      shareOfCopy: Double(bytes) / spread.median / copy,
      operationsPerSecond: Double(operations) / spread.median,
      shareOfPeak: Double(operations) / spread.median / peak)
  }

  private func passes(over shape: [Int], _ peak: Double) throws -> [Report.Line] {
    let x = Tensor.random(shape, "x")
    let y = Tensor.random(shape, "y")
    let c = x.channels
    let map = 4 * x.count
    let copy = MachinePeak.copy(x.count)
    let taps = Tensor.random([9, c], "taps")
    let bias = Tensor.random([c], "bias")
    let scale = Tensor.random([x.batch, c], "scale")
    let layer = Linear(weight: .random([4 * c, c], "w"), bias: .random([4 * c], "bias"))
    let contract = Linear(weight: .random([c, 4 * c], "v"), bias: bias)
    let hidden = layer(x)
    func line(
      _ name: String, bytes: Int, operations: Int = 0, _ body: () -> Tensor
    ) throws -> Report.Line {
      try measure(
        name, shape, bytes: bytes, copy: copy, operations: operations, peak: peak, body)
    }
    return [
      try line("depthwise 3×3", bytes: 2 * map, operations: 18 * x.count) {
        x.convolvedDepthwise(kernel: 3, by: taps, bias: bias)
      },
      try line("layer norm", bytes: 2 * map) { x.layerNormalized() },
      try line("scale and shift", bytes: 2 * map) { x.scaledShifted(scale, scale) },
      try line("sum", bytes: 3 * map) { x.mixed(1, y, 0.5) },
      try line("GELU", bytes: 2 * map) { x.activated(.gelu) },
      try line("expand, GELU", bytes: 5 * map, operations: 8 * x.count * c) {
        layer(x, .activation(.gelu))
      },
      try line("contract, residual", bytes: 6 * map, operations: 8 * x.count * c) {
        contract(hidden, .residual(y))
      },
    ]
  }

  /// Of Stage C and Stage B of version 1 and of Stage B of version 2.
  private func attentions(_ peak: Double) throws -> [Report.Line] {
    let copy = MachinePeak.copy(1 << 20)
    return try [
      (batch: 2, queries: 144, others: 77, heads: 24, depth: 64),
      (2, 1024, 221, 16, 80), (1, 4096, 77, 10, 64), (1, 1024, 77, 20, 64),
    ].map { size in
      let width = size.heads * size.depth
      let own = Tensor.random([size.batch, size.queries, 3 * width], "own")
      let other = Tensor.random([size.batch, size.others, 2 * width], "other")
      let keys = size.queries + size.others
      return try measure(
        "attention", [size.batch, size.queries, keys, size.heads, size.depth],
        bytes: 4 * (own.count + other.count + own.count / 3), copy: copy,
        operations: 4 * size.batch * size.queries * keys * width, peak: peak
      ) {
        Tensor.attention(
          .init(sequence: own, firstChannel: 0),
          [
            .init(
              keys: .init(sequence: own, firstChannel: width),
              values: .init(sequence: own, firstChannel: 2 * width)),
            .init(
              keys: .init(sequence: other, firstChannel: 0),
              values: .init(sequence: other, firstChannel: width)),
          ], heads: size.heads, width: width)
      }
    }
  }
}

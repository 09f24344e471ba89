import Recipes

/// Measures steps of one network.
package struct Benchmark: Sendable {
  package let component: Workload.Component
  package let model: BenchmarkModel
  package let steps: Int

  /// - Parameter steps: how many are measured; one more is run before them, in which memory is taken.
  package init(_ component: Workload.Component, of model: BenchmarkModel, steps: Int) {
    precondition(steps > 0)
    self.component = component
    self.model = model
    self.steps = steps
  }

  /// What was measured; times in seconds, memory in bytes, speeds per second.
  package struct Report: Codable, Sendable {
    package let model: String
    package let component: Workload.Component
    package let step: String
    package let precision: String
    package let threads: Int
    /// The CPU level of the kernels.
    package let level: String
    /// How far a small block was from its definition.
    package let error: Double
    package let times: [Double]
    package let seconds: Spread
    /// Additions and multiplications of a step, in products, attention and depthwise convolutions.
    package let operations: Int
    package let operationsPerSecond: Double
    /// Of a large product, in the same run.
    package let peakOperationsPerSecond: Double
    package let shareOfPeak: Double
    package let kinds: [Part]
    package let memory: Memory

    /// What a kind of operation took.
    package struct Part: Codable, Sendable {
      /// A kind of `Tally`, or `rest`: waiting, and all that is not a kernel.
      package let kind: String
      /// Of a step, all threads together.
      package let seconds: Double
      package let share: Double
      package let operationsPerSecond: Double
    }

    package struct Memory: Codable, Sendable {
      /// The most the process had at once while it ran.
      package let peak: Int
      /// Of that, what is neither a mapped file nor weights.
      package let working: Int
    }
  }

  /// - Throws: `BenchmarkError` when the fast path computes something else than its definition,
  ///   `LoadingError`, or `CancellationError`.
  package func callAsFunction() throws -> Report {
    let check = try ReferenceCheck()
    try Compute.check()
    if !check.passes { throw BenchmarkError.wrong(check) }
    let peak = MachinePeak.products()
    StoragePool.releaseKept()
    let before = ProcessMemory.anonymous - PackedMemory.total
    let workload = try Workload(component, of: model)
    ProcessMemory.forgetPeak()
    var times: [Double] = []
    let clock = ContinuousClock()
    var last = clock.now
    try workload.run(steps + 1) {
      let now = clock.now
      if times.isEmpty { Tally.start() }
      times.append(last.duration(to: now) / .seconds(1))
      last = clock.now
    }
    Tally.stop()
    let working = ProcessMemory.anonymous - before - model.inventedBytes - PackedMemory.total
    return report(
      workload, check, Array(times.dropFirst()), peak,
      .init(peak: ProcessMemory.peak, working: max(0, working)))
  }

  private func report(
    _ workload: Workload, _ check: ReferenceCheck, _ times: [Double], _ peak: Double,
    _ memory: Report.Memory
  ) -> Report {
    let threads = Compute.current.threads
    let sums = Tally.Kind.allCases.map { ($0, Tally.sum(of: $0)) }
    let operations = sums.reduce(0) { $0 + $1.1.operations } / steps
    let all = times.reduce(0, +) * Double(threads)
    func part(_ name: String, _ seconds: Double, _ operations: Int) -> Report.Part {
      Report.Part(
        kind: name, seconds: seconds / Double(steps), share: seconds / all,
        operationsPerSecond: seconds > 0 ? Double(operations) / seconds * Double(threads) : 0)
    }
    var kinds = sums.map { part($0.0.rawValue, $0.1.seconds, $0.1.operations) }
    kinds.append(part("rest", all - sums.reduce(0) { $0 + $1.1.seconds }, 0))
    let spread = Spread(times)
    let speed = Double(operations) / spread.median
    return Report(
      model: model.name, component: component, step: workload.description,
      precision: Compute.current.precision.rawValue,
      threads: threads, level: Kernel.level, error: check.error, times: times, seconds: spread,
      operations: operations, operationsPerSecond: speed, peakOperationsPerSecond: peak,
      shareOfPeak: speed / peak, kinds: kinds, memory: memory)
  }
}

/// Why nothing was measured.
package enum BenchmarkError: Error, CustomStringConvertible {
  case wrong(ReferenceCheck)

  package var description: String {
    switch self {
    case .wrong(let check):
      "a small block differs by \(check.error) from its definition, where \(check.tolerance) is "
        + "rounding; speeds of wrong results are not measured"
    }
  }
}

import Engine
import Recipes
import Terminal

/// The median seconds of each stage over some pictures.
struct PictureTimes: Encodable {
  let model: String
  let threads: Int
  let count: Int
  let text: Double
  let stageC: Double
  let stageB: Double
  let stageA: Double
  let picture: Double

  init(model: String, threads: Int, count: Int, _ timings: [StageTimings]) {
    func median(_ stage: KeyPath<StageTimings, Double>) -> Double {
      Spread(timings.map { $0[keyPath: stage] }).median
    }
    (self.model, self.threads, self.count) = (model, threads, count)
    (text, stageC, stageB, stageA) = (median(\.text), median(\.c), median(\.b), median(\.a))
    picture = median(\.total)
  }
}

/// What `wurst bench` prints, for people or as JSON.
enum BenchOutput {
  static func print(_ times: PictureTimes, json: Bool) throws {
    if json { return try Console.print(json: times, isIndented: true) }
    try Console.print(
      "\(times.model), median of \(times.count), \(threads(times.threads)), \(Machine.processor)")
    for (name, seconds) in [
      ("text", times.text), ("stage C", times.stageC), ("stage B", times.stageB),
      ("stage A", times.stageA), ("picture", times.picture),
    ] {
      try Console.print("\(name)\t\(fixed(seconds, 3)) s")
    }
  }

  static func print(_ report: Benchmark.Report, json: Bool) throws {
    if json { return try Console.print(json: report, isIndented: true) }
    try Console.print("\(report.model), \(report.component.rawValue): \(report.step)")
    try printMachine(report.precision, report.threads, report.level, report.error)
    let seconds = report.seconds
    try Console.print(
      "seconds    \(fixed(seconds.median, 4)) (\(fixed(seconds.minimum, 4)) to "
        + "\(fixed(seconds.maximum, 4)), \(report.times.count) steps)")
    try Console.print("operations \(giga(Double(report.operations))) GFLOP")
    try Console.print(
      "speed      \(giga(report.operationsPerSecond)) GFLOP/s, \(percent(report.shareOfPeak)) of "
        + "the \(giga(report.peakOperationsPerSecond)) of a large product")
    for kind in report.kinds {
      let speed =
        kind.operationsPerSecond > 0 ? "   \(giga(kind.operationsPerSecond)) GFLOP/s" : ""
      try Console.print(
        "  \(left(kind.kind, 10)) \(right(percent(kind.share), 6))"
          + " \(right(fixed(kind.seconds, 4), 9)) s\(speed)")
    }
    try Console.print(
      "memory     \(mega(report.memory.peak)) MB at most, \(mega(report.memory.working)) MB of it "
        + "neither files nor weights")
  }

  static func print(_ report: KernelBenchmark.Report, json: Bool) throws {
    if json { return try Console.print(json: report, isIndented: true) }
    try printMachine(report.precision, report.threads, report.level, report.error)
    try Console.print(
      "a large product: \(giga(report.peakOperationsPerSecond)) GFLOP/s; shares are of it, and of "
        + "a copy of a map of the same size")
    try Console.print(
      left("pass", 19) + left("shape", 19) + right("ms", 9) + right("GB/s", 9) + right("copy", 9)
        + right("GFLOP/s", 9) + right("peak", 9))
    for line in report.kernels {
      let shape = line.shape.map(String.init).joined(separator: "×")
      let operations =
        line.operationsPerSecond > 0
        ? right(giga(line.operationsPerSecond), 9) + right(percent(line.shareOfPeak), 9) : ""
      try Console.print(
        left(line.name, 19) + left(shape, 19) + right(fixed(line.seconds.median * 1e3, 3), 9)
          + right(giga(line.bytesPerSecond), 9) + right(percent(line.shareOfCopy), 9) + operations)
    }
  }

  private static func printMachine(
    _ precision: String, _ count: Int, _ level: String, _ error: Double
  ) throws {
    try Console.print(
      "\(precision), \(threads(count)), \(level) kernels, \(Machine.processor); "
        + "a small block is within \(NumberText.scientific(error)) of its definition")
  }

  private static func threads(_ count: Int) -> String {
    "\(count) \(count == 1 ? "thread" : "threads")"
  }

  private static func fixed(_ value: Double, _ places: Int) -> String {
    NumberText.fixed(value, places: places)
  }

  private static func giga(_ value: Double) -> String { fixed(value * 1e-9, 1) }

  private static func mega(_ bytes: Int) -> String { fixed(Double(bytes) * 1e-6, 0) }

  private static func percent(_ share: Double) -> String { fixed(share * 100, 1) + " %" }

  private static func left(_ text: String, _ width: Int) -> String {
    (text + " ").padded(to: width)
  }

  private static func right(_ text: String, _ width: Int) -> String {
    text.paddedAtStart(to: width)
  }
}

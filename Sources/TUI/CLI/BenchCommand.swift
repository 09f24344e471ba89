package import ArgumentParser
import Engine

/// `wurst bench`: draws some pictures and prints the median seconds of each stage.
package struct BenchCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure the seconds each stage takes.")

  @OptionGroup(title: "Model") var modelOptions: ModelOptions

  @Option(name: .shortAndLong, help: "Pictures to draw.")
  var count = 10

  @Option(help: "What the pictures should show.")
  var prompt = "a red ball on grass under a blue sky"

  package init() {}

  package func validate() throws {
    guard (1...1000).contains(count) else {
      throw ValidationError("--count must be between 1 and 1000, not \(count)")
    }
  }

  package func run() throws {
    let interruption = Interruption.begin()
    do {
      try measure(interruption.cancellation)
    } catch is CancellationError {
      throw interruption.failure
    }
  }

  private func measure(_ cancellation: Cancellation) throws {
    let pipeline = try modelOptions.pipeline(modelOptions.source(ResourceLocator()))
    let threads = modelOptions.threads ?? Machine.cores
    var timings: [StageTimings] = []
    // The first picture, whose memory is still being set up, is not counted.
    for seed in 0...UInt32(count) {
      let recipe = pipeline.description.recipe(prompt: prompt, seed: seed)
      let trace = try pipeline.run(recipe, cancellation: cancellation) { _ in }
      if seed > 0 { timings.append(trace.timings) }
    }
    Console.print(
      "\(pipeline.description.name), median of \(count), \(threads) "
        + "\(threads == 1 ? "thread" : "threads"), \(Machine.processor)")
    for (name, seconds) in [
      ("text", \StageTimings.text), ("stage C", \.c), ("stage B", \.b), ("stage A", \.a),
      ("picture", \.total),
    ] {
      let median = Self.median(timings.map { $0[keyPath: seconds] })
      Console.print("\(name)\t\(Self.milliseconds(median)) s")
    }
  }

  /// The middle value, or the mean of the two in the middle.
  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// Seconds with three places after the point.
  private static func milliseconds(_ seconds: Double) -> String {
    let thousandths = Int(seconds * 1000 + 0.5)
    let fraction = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}

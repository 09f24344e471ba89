package import ArgumentParser
package import Engine
import Files
import Recipes

/// `wurst bench`: measures pictures stage by stage, one network, or single passes.
package struct BenchCommand: ParsableCommand, LoggedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure how fast pictures, networks and kernels are.",
    discussion: """
      Draws pictures and prints the median seconds of each stage; with --component measures steps of \
      one network, with --kernels single passes. A small block is first compared with its definition.
      """,
    examples: ["wurst bench", "wurst bench --component c --model wuerstchen-v1 --random-weights"])

  @OptionGroup(title: "Model") var modelOptions: ModelOptions

  @Option(
    help: ArgumentHelp(
      "Measure one network: text, c (the prior), b, a or encoder.", valueName: "network"))
  var component: Workload.Component?

  @Flag(help: "Measure single passes, at the sizes of the published models.")
  var kernels = false

  @Flag(
    help: """
      Invent the weights of the network; wuerstchen-v1 and wuerstchen-v2 then need no files.
      """)
  var randomWeights = false

  @Option(
    help: "Steps of the network, or runs of each pass, to measure, 1 to 1000; 5 unless given.")
  var steps: Int?

  @Option(name: .shortAndLong, help: "Pictures to draw, 1 to 1000; 10 unless given.")
  var count: Int?

  @Option(help: "What the pictures should show.")
  var prompt = "a red ball on grass under a blue sky"

  /// Computes a block once and prints nothing, for `make bench-count`.
  @Option(help: .hidden)
  var block: CountedBlock.Name?

  @Flag(help: "Print JSON: times in seconds, speeds per second, memory in bytes.")
  var json = false

  @OptionGroup var logOptions: LogOptions

  package init() {}

  package func validate() throws {
    if let count, !(1...1000).contains(count) {
      throw ValidationError("--count must be between 1 and 1000, not \(count)")
    }
    if let steps, !(1...1000).contains(steps) {
      throw ValidationError("--steps must be between 1 and 1000, not \(steps)")
    }
    if kernels && component != nil {
      throw ValidationError("--kernels and --component measure different things; give one of them")
    }
    if randomWeights && component == nil {
      throw ValidationError("--random-weights is for --component; pictures need a trained model")
    }
    if steps != nil && component == nil && !kernels {
      throw ValidationError("--steps is for --component and --kernels; --count counts pictures")
    }
    if count != nil && (component != nil || kernels) {
      throw ValidationError("--count counts pictures; --steps is for --component and --kernels")
    }
  }

  package func run() throws { try Interruption.watch(measure) }

  private func measure(_ cancellation: Cancellation) throws {
    let compute = Compute(
      threads: modelOptions.threads ?? Machine.cores, cancellation: cancellation,
      precision: modelOptions.precision.precision)
    try Compute.$current.withValue(compute) {
      if let block {
        try CountedBlock(block).countedRun()
      } else if kernels {
        try BenchOutput.print(KernelBenchmark(steps: steps ?? 5)(), json: json)
      } else if let component {
        try BenchOutput.print(Benchmark(component, of: model(), steps: steps ?? 5)(), json: json)
      } else {
        try drawPictures(compute)
      }
    }
  }

  private func model() throws -> BenchmarkModel {
    if randomWeights, let published = PublishedModel(rawValue: modelOptions.model) {
      return BenchmarkModel(published)
    }
    return try BenchmarkModel(modelOptions.source(ResourceLocator()), random: randomWeights)
  }

  private func drawPictures(_ compute: Compute) throws {
    let pipeline = try modelOptions.pipeline(modelOptions.source(ResourceLocator()))
    let count = count ?? 10
    var timings: [StageTimings] = []
    // The first picture, whose memory is still being set up, is not counted.
    for seed in 0...UInt32(count) {
      var recipe = pipeline.description.recipe(prompt: prompt, seed: seed)
      recipe.precision = compute.precision
      let trace = try pipeline.run(recipe, cancellation: compute.cancellation) { _ in }
      if seed > 0 { timings.append(trace.timings) }
    }
    try BenchOutput.print(
      PictureTimes(
        model: pipeline.description.name, threads: compute.threads, count: count, timings),
      json: json)
  }
}

extension Workload.Component: ExpressibleByArgument {}
extension CountedBlock.Name: ExpressibleByArgument {}

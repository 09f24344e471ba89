import Engine
import Files
import Foundation
import TestSupport
import Testing

/// Tallies are of the whole process: one measurement at a time.
@Suite("Benchmarks", .serialized)
struct BenchmarkTests {
  private func toy(random: Bool) throws -> BenchmarkModel {
    try BenchmarkModel(ModelFolder(BuiltInModels.path("toy-scenes")), random: random)
  }

  @Test("a small block agrees with its definition, and would not within a tenth of the rounding")
  func check() throws {
    #expect(try ReferenceCheck().passes)
    // Rounding makes 2e-7 to 3e-7.
    #expect(try !ReferenceCheck(tolerance: 2e-8).passes)
  }

  @Test("every network can be measured, with its own weights and with invented ones")
  func components() throws {
    try Compute.$current.withValue(Compute(threads: 2)) {
      for component in Workload.Component.allCases {
        let reports = try [false, true].map {
          try Benchmark(component, of: toy(random: $0), steps: 2)()
        }
        for report in reports {
          #expect(report.times.count == 2 && report.times.allSatisfy { $0 > 0 })
          #expect(report.seconds.minimum <= report.seconds.median)
          #expect(report.seconds.median <= report.seconds.maximum)
          #expect(report.threads == 2 && report.peakOperationsPerSecond > 0)
          #expect(report.kinds.count == Tally.Kind.allCases.count + 1)
          // A few quotients in double precision.
          #expect(abs(report.kinds.reduce(0) { $0 + $1.share } - 1) < 1e-12)
          #expect(report.memory.peak > 0)
        }
        #expect(reports[0].operations > 0, "\(component)")
      }
    }
  }

  @Test("the operations of a step are those that the sizes say")
  func operations() throws {
    let report = try Benchmark(.text, of: toy(random: true), steps: 1)()
    // 3 layers: four products of 128 × 128, two of 128 × 512, scores and sums over 32 keys.
    let products = 2 * 32 * (4 * 128 * 128 + 2 * 128 * 512)
    #expect(report.operations == 3 * (products + 4 * 32 * 32 * 128))
  }

  @Test("a report is written with every number")
  func json() throws {
    let report = try Benchmark(.a, of: toy(random: true), steps: 1)()
    let data = try JSONEncoder().encode(report)
    let again = try JSONDecoder().decode(Benchmark.Report.self, from: data)
    #expect(again.times == report.times && again.operations == report.operations)
    #expect(again.component == .a && again.model == "toy-scenes")
  }

  @Test("a measurement that is cancelled ends")
  func cancellation() throws {
    let cancellation = Cancellation()
    cancellation.request()
    try Compute.$current.withValue(Compute(threads: 1, cancellation: cancellation)) {
      let model = try toy(random: true)
      #expect(throws: CancellationError.self) {
        try Benchmark(.c, of: model, steps: 1)()
      }
    }
  }

  @Test("invented weights are the same every time and keep their scale")
  func randomTensors() throws {
    let weights = Weights(inventing: RandomTensors(spellings: ["to_q.weight"]))
    let first = try weights["blocks"][3].tensor("weight", [70, 900]).elements
    #expect(first == (try weights["blocks"][3].tensor("weight", [70, 900]).elements))
    #expect(first != (try weights["blocks"][4].tensor("weight", [70, 900]).elements))
    let power = first.reduce(0) { $0 + $1 * $1 } / Float(first.count)
    // The mean square of 63,000 numbers has a deviation of √(2 / 63,000), or 5.6e-3.
    #expect(abs(power * 900 - 1) < 4 * 5.6e-3, "products with 900 inputs keep the variance")
    #expect(weights["attention"].shape(of: "to_q.weight") != nil)
    #expect(weights["attention"].shape(of: "to_k.weight") == nil)
    let norm = try weights.tensor("norm.weight", [64]).elements
    #expect(norm.allSatisfy { (0.5...1.5).contains($0) })
    try weights.finish()
  }
}

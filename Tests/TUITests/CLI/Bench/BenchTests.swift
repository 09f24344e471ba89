import ArgumentParser
import Engine
import Foundation
import TestSupport
import Testing
import wurst

@Suite("Bench")
struct BenchTests {
  @Test(
    "options that do not go together are refused",
    arguments: [
      ["--component", "d"], ["--component", "c", "--kernels"], ["--random-weights"],
      ["--steps", "3"], ["--component", "c", "--count", "3"], ["--kernels", "--count", "3"],
      ["--component", "c", "--steps", "0"], ["--component", "c", "--steps", "1001"],
      ["--count", "0"], ["--component", "c", "--precision", "int8"],
    ])
  func refused(_ arguments: [String]) {
    #expect(throws: (any Error).self) { try BenchCommand.parse(arguments) }
  }

  @Test(
    "options that go together are taken",
    arguments: [
      [], ["--count", "3", "--json"], ["--kernels", "--steps", "2", "--threads", "1"],
      ["--component", "encoder", "--model", "wuerstchen-v2", "--random-weights", "--steps", "1"],
    ])
  func taken(_ arguments: [String]) throws { _ = try BenchCommand.parse(arguments) }

  @Test("a network is measured to JSON with all numbers")
  func json() throws {
    try TemporaryFolder.withName { folder in
      let result = try Program.run(
        "bench", "--component", "a", "--random-weights", "--steps", "1", "--threads", "2", "--json",
        in: folder)
      #expect(result.status == 0 && result.errors.isEmpty)
      let report = try JSONDecoder().decode(
        Benchmark.Report.self, from: Data(result.output.utf8))
      #expect(report.model == "toy-scenes" && report.times.count == 1 && report.operations > 0)
    }
  }

  @Test("a network is measured for people, line by line")
  func text() throws {
    try TemporaryFolder.withName { folder in
      let result = try Program.run(
        "bench", "--component", "text", "--steps", "2", "--precision", "fp32", in: folder)
      let words = result.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
      #expect(
        words == [
          "toy-scenes,", "fp32,", "seconds", "operations", "speed", "products", "attention",
          "depthwise", "norms", "movement", "rest", "memory",
        ])
      #expect(result.status == 0)
    }
  }

  @Test("a published model that is not there is named")
  func missing() throws {
    try TemporaryFolder.withName { folder in
      let result = try Program.run(
        "bench", "--component", "c", "--model", "wuerstchen-v1", in: folder)
      #expect(result.status == 66 && result.errors.contains("wuerstchen-v1"))
    }
  }
}

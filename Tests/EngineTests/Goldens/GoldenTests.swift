import Engine
import Foundation
import Testing

@Suite("Parity with the reference")
struct GoldenTests {
  private static let own = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Goldens")

  @Test("every recorded case is reproduced, with one and with two threads")
  func allCases() {
    let given = ProcessInfo.processInfo.environment["WURST_GOLDENS"] ?? ""
    let folders = [Self.own] + given.split(separator: ":").map { URL(filePath: String($0)) }
    var runner = GoldenRunner()
    for folder in GoldenRunner.cases(in: folders) { runner.run(folder) }
    print(runner.report)
    #expect(runner.failed == 0, "\(runner.failures.joined(separator: "\n"))")
    #expect(runner.passed >= 38)
  }

  @Test("a case in which one recorded number was changed fails")
  func changedCase() throws {
    let copy = FileManager.default.temporaryDirectory
      .appending(path: "wurst-golden-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: copy) }
    try FileManager.default.copyItem(at: Self.own.appending(path: "v1/resblock"), to: copy)
    let path = copy.appending(path: "io.safetensors")
    var data = try Data(contentsOf: path)
    // The last tensor of the file is `out.y`; another exponent bit makes it plainly different.
    data[data.count - 1] ^= 0x02
    try data.write(to: path)
    var runner = GoldenRunner()
    runner.run(copy)
    #expect(runner.failed == 1 && runner.passed == 0)
  }

  @Test("a case of a known kind without anything to compare fails")
  func emptyCase() throws {
    let golden = try GoldenCase(Self.own.appending(path: "v1/resblock"))
    #expect(GoldenComparison(golden).verdict().contains("nothing was compared"))
  }
}

import Engine
import Foundation

/// Finds parity cases, runs those of known kinds and keeps the score.
struct GoldenRunner {
  typealias Check = @Sendable (GoldenCase, GoldenComparison) throws -> Void

  /// What to run for each kind.
  static let kinds: [String: Check] = Dictionary(
    uniqueKeysWithValues: [
      BlockGoldens.kinds, PriorGoldens.kinds, PaellaGoldens.kinds, VQGoldens.kinds,
      TextGoldens.kinds, ToyGoldens.kinds, SecondGenerationGoldens.kinds, ImageGoldens.kinds,
      LoadingGoldens.kinds, CombinedGoldens.kinds,
    ].flatMap { $0 })

  private(set) var passed = 0
  private(set) var failed = 0
  private(set) var unknown = 0
  /// Cases for which something is missing that is not ours to ship, with the reason.
  private(set) var skipped: [String] = []
  private(set) var failures: [String] = []
  private var byKind: [String: (passed: Int, failed: Int, unknown: Int)] = [:]

  /// The cases directly below or nested in `folders`: every folder with a `case.json`.
  static func cases(in folders: [URL]) -> [URL] {
    folders.flatMap { folder in
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
      let found = (files?.allObjects ?? []).compactMap { $0 as? URL }
      return found.filter { $0.lastPathComponent == "case.json" }
        .map { $0.deletingLastPathComponent() }.sorted { $0.path < $1.path }
    }
  }

  /// Runs the case with one and with two threads; it passes if both pass.
  mutating func run(_ folder: URL) {
    var kind = "unreadable"
    do {
      let golden = try GoldenCase(folder)
      kind = golden.kind
      guard let check = Self.kinds[kind] else {
        unknown += 1
        byKind[kind, default: (0, 0, 0)].unknown += 1
        return
      }
      for threads in 1...2 {
        let comparison = GoldenComparison(golden)
        try Compute.$current.withValue(Compute(threads: threads)) { try check(golden, comparison) }
        let problems = comparison.verdict()
        if !problems.isEmpty {
          throw GoldenError("\(threads) threads: \(problems.joined(separator: "; "))")
        }
      }
      passed += 1
      byKind[kind, default: (0, 0, 0)].passed += 1
    } catch let skip as GoldenSkip {
      skipped.append("skipped \(kind): \(skip.reason)")
    } catch {
      failed += 1
      byKind[kind, default: (0, 0, 0)].failed += 1
      failures.append("\(kind) \(folder.path): \(error)")
    }
  }

  /// One line per kind, then the sum.
  var report: String {
    let lines = byKind.sorted { $0.key < $1.key }.map { kind, score in
      "golden \(kind): \(score.passed) passed, \(score.failed) failed"
        + (score.unknown > 0 ? ", \(score.unknown) of unknown kind" : "")
    }
    let sum =
      "goldens: \(passed) passed, \(failed) failed, \(skipped.count) skipped, \(unknown) of unknown kind"
    return (lines + failures + skipped + [sum]).joined(separator: "\n")
  }
}

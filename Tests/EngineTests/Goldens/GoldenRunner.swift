import Engine
import Foundation

/// Runs parity cases, each with the check of its kind.
enum GoldenRunner {
  typealias Check = @Sendable (GoldenCase, GoldenComparison) throws -> Void

  /// What to run for each kind.
  static let kinds: [String: Check] = Dictionary(
    uniqueKeysWithValues: [
      BlockGoldens.kinds, PriorGoldens.kinds, PaellaGoldens.kinds, VQGoldens.kinds,
      TextGoldens.kinds, ToyGoldens.kinds, SecondGenerationGoldens.kinds, ImageGoldens.kinds,
      LoadingGoldens.kinds, CombinedGoldens.kinds,
    ].flatMap { $0 })

  /// The kinds that nothing runs, with the reason.
  static let exceptions = [
    "adamw": training, "discriminator": training, "effnet_train": training,
    "prior_training": training, "train_paella": training, "train_prior": training,
    "train_vqmodel": training,
  ]

  private static let training = "it needs gradients, and the engine draws without learning"

  /// The kinds that need a file which is not ours to ship: they run where the case has it.
  static let requirements = ["tokenizer_real": "tokenizer/vocab.json"]

  /// Why `golden` cannot be run; nil where it can.
  static func excuse(_ golden: GoldenCase) -> String? {
    if let reason = exceptions[golden.kind] { return reason }
    guard let file = requirements[golden.kind], !golden.holds(file: file) else { return nil }
    return "the published \(file) is not in the folder of the case"
  }

  /// What is wrong with `golden`, computed with one and with two threads.
  static func problems(_ golden: GoldenCase) throws -> [String] {
    guard let check = kinds[golden.kind] else { return ["nothing runs the kind '\(golden.kind)'"] }
    return try (1...2).flatMap { threads in
      let comparison = GoldenComparison(golden)
      try Compute.$current.withValue(Compute(threads: threads)) { try check(golden, comparison) }
      return comparison.verdict().map { "\(threads) threads: \($0)" }
    }
  }
}

package import ArgumentParser
import Engine
import Recipes

/// Another prompt and seed that a picture is on the way to.
package struct TowardOptions: ParsableArguments, Sendable {
  @Option(Parameters.toward) package var toward: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Another seed to go toward, 0 to \(UInt32.max); the same unless given.", valueName: "n"))
  var towardSeed: SeedArgument?

  @Option(
    help: ArgumentHelp(
      "How far to go: 0 is the prompt itself, 1 the other one; 0.5 unless given.",
      valueName: "0…1"))
  package var share: Float?

  package init() {}

  package mutating func validate() throws {
    if share != nil && toward == nil && towardSeed == nil {
      throw ValidationError("--share needs somewhere to go; add --toward or --toward-seed")
    }
    if let share, !Recipe.share.contains(share) {
      throw ValidationError("--share must be between 0 and 1, not \(share)")
    }
  }

  var isGiven: Bool { toward != nil || towardSeed != nil }

  func toward(from recipe: Recipe) -> Recipe.Toward? {
    guard isGiven else { return nil }
    return Recipe.Toward(
      prompt: toward ?? recipe.prompt, negative: recipe.negative,
      seed: towardSeed?.number ?? recipe.seed, share: share ?? 0.5)
  }
}

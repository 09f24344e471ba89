package import ArgumentParser
package import Engine

/// The settings of a recipe; what is not given is the model's own default.
package struct RecipeOptions: ParsableArguments, Sendable {
  @Option(help: ArgumentHelp("What the picture should not show.", valueName: "prompt"))
  package var negative: String?

  @Option(
    help: ArgumentHelp(
      "Seed of all random numbers, 0 to 4294967295; random unless given.", valueName: "n"))
  package var seed: UInt32?

  @Option(help: ArgumentHelp("A seed of its own for Stage B.", valueName: "n"))
  package var seedB: UInt32?

  @Option(
    name: .customLong("steps-c"), help: ArgumentHelp("Steps of Stage C, 1 to 1000.", valueName: "n")
  )
  package var stepsC: Int?

  @Option(
    name: .customLong("guidance-c"),
    help: ArgumentHelp("Guidance of Stage C, 0 to 30.", valueName: "n"))
  package var guidanceC: Float?

  @Option(help: ArgumentHelp("Sampler of Stage C.", valueName: "name"))
  package var sampler: DiffusionSampler?

  @Option(
    name: .customLong("steps-b"), help: ArgumentHelp("Steps of Stage B, 1 to 100.", valueName: "n"))
  package var stepsB: Int?

  @Option(
    name: .customLong("guidance-b"),
    help: ArgumentHelp("Guidance of Stage B, 0 to 30.", valueName: "n"))
  package var guidanceB: Float?

  @Option(
    name: .customLong("sampler-b"), help: ArgumentHelp("Sampler of Stage B.", valueName: "name"))
  package var samplerB: TokenSampler?

  @Option(
    name: .customLong("temperature-b"),
    help: ArgumentHelp(
      "Temperature of the first and of the last step of Stage B.", valueName: "from:to"))
  package var temperatureB: Recipe.Temperature?

  package init() {}

  /// The recipe for `prompt` with the model's defaults where nothing was given.
  ///
  /// - Throws: `ValidationError` when a setting is out of its range.
  package func recipe(for prompt: String, model: ModelDescription) throws -> Recipe {
    var recipe = model.recipe(
      prompt: prompt, negative: negative, seed: seed ?? .random(in: .min ... .max))
    recipe.seedB = seedB
    if let stepsC { recipe.stageC.steps = stepsC }
    if let guidanceC { recipe.stageC.guidance = guidanceC }
    if let sampler { recipe.stageC.sampler = sampler }
    if let stepsB { recipe.stageB.steps = stepsB }
    if let guidanceB { recipe.stageB.guidance = guidanceB }
    if let samplerB { recipe.stageB.sampler = samplerB }
    if let temperatureB { recipe.stageB.temperature = temperatureB }
    if let problem = recipe.problem { throw ValidationError(problem) }
    return recipe
  }
}

extension DiffusionSampler: ExpressibleByArgument {}

extension TokenSampler: ExpressibleByArgument {}

extension Recipe.Temperature: ExpressibleByArgument {
  /// Reads `0.3:0.05`, or one number for every step.
  package init?(argument: String) {
    let numbers = argument.split(separator: ":", omittingEmptySubsequences: false).map { Float($0) }
    guard (1...2).contains(numbers.count), let from = numbers[0], let to = numbers.last ?? nil
    else { return nil }
    self.init(from: from, to: to)
  }
}

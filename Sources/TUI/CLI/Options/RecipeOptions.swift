package import ArgumentParser
package import Engine
package import Recipes

/// The settings of a recipe; what is not given is the model's own default.
package struct RecipeOptions: ParsableArguments, Sendable {
  @Option(
    help: ArgumentHelp("What the picture should not show.", valueName: "prompt"))
  package var negative: String?

  @Option(
    help: ArgumentHelp(
      "Seed of all random numbers, 0 to 4294967295; random unless given.", valueName: "n"))
  package var seed: UInt32?

  @Option(help: ArgumentHelp("A seed of its own for Stage B.", valueName: "n"))
  package var seedB: UInt32?

  @Option(
    help: ArgumentHelp(
      "Width and height in pixels, such as 512x512; 'wurst models' lists those of each model.",
      valueName: "WxH"))
  package var size: PictureSize?

  @Option(
    name: .customLong("steps-c"), help: ArgumentHelp("Steps of Stage C, 1 to 1000.", valueName: "n")
  )
  package var stepsC: Int?

  @Option(
    help: ArgumentHelp(
      "The times that Stage C visits: linear, with the steps of --steps-c; default, the published "
        + "29 steps; or times of your own, falling from 1 to 0.",
      valueName: "linear|default|t,t,…"))
  package var schedule: Timesteps?

  @Option(
    name: .customLong("guidance-c"),
    help: ArgumentHelp("Guidance of Stage C, 0 to 30.", valueName: "n"))
  package var guidanceC: Float?

  @Option(
    help: ArgumentHelp(
      "The part of Stage C's steps that is guided, such as 0:0.6 for the first six of ten.",
      valueName: "from:to"))
  package var guidanceRange: Recipe.Span?

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
    name: .customLong("sampler-b"),
    help: ArgumentHelp("Sampler of Stage B, in version 1.", valueName: "name"))
  package var samplerB: TokenSampler?

  @Option(
    name: .customLong("temperature-b"),
    help: ArgumentHelp(
      "Temperature of the first and of the last step of Stage B, in version 1.",
      valueName: "from:to"))
  package var temperatureB: Course?

  @Option(
    help: ArgumentHelp(
      "The settings to begin with: "
        + Preset.allCases.map { "\($0.rawValue) (\($0.explanation))" }.joined(separator: ", ")
        + ".",
      valueName: "name"))
  package var preset = Preset.best

  package init() {}

  /// The recipe for `prompt` with the model's defaults where nothing was given.
  ///
  /// - Throws: `ValidationError` when a setting is out of its range or does not fit the model.
  package func recipe(for prompt: String, model: ModelDescription) throws -> Recipe {
    try check(model)
    var recipe = model.recipe(
      prompt: prompt, negative: negative, seed: seed ?? .random(in: .min ... .max))
    preset.apply(to: &recipe, model.defaults)
    recipe.seedB = seedB
    recipe.size = size
    if let stepsC { recipe.stageC.steps = stepsC }
    if let schedule { recipe.stageC.schedule = schedule }
    if let guidanceC { recipe.stageC.guidance = guidanceC }
    if let guidanceRange { recipe.stageC.guidanceRange = guidanceRange }
    if let sampler { recipe.stageC.sampler = sampler }
    if let stepsB { recipe.stageB.steps = stepsB }
    if let guidanceB { recipe.stageB.guidance = guidanceB }
    if let samplerB { recipe.stageB.sampler = samplerB }
    if let temperatureB { recipe.stageB.temperature = temperatureB.span }
    if let problem = recipe.problem { throw ValidationError(problem) }
    return recipe
  }

  private func check(_ model: ModelDescription) throws(ValidationError) {
    if let schedule, schedule != .linear, stepsC != nil {
      throw ValidationError(
        "--steps-c goes with --schedule linear; this schedule brings its own "
          + "\(schedule.times(steps: 0).count - 1) steps")
    }
    guard case .latent = model.stageB else { return }
    let misfits = given.filter { ["--sampler-b", "--temperature-b"].contains($0) }
    if let option = misfits.first {
      throw ValidationError(
        "\(option) does not apply to \(model.name): Stage B of version 2 chooses no tokens")
    }
  }

  /// The options that were given, as they are written.
  var given: [String] {
    let options: [(String, Bool)] = [
      ("--negative", negative != nil), ("--seed", seed != nil), ("--seed-b", seedB != nil),
      ("--size", size != nil),
      ("--steps-b", stepsB != nil), ("--guidance-b", guidanceB != nil),
      ("--sampler-b", samplerB != nil), ("--temperature-b", temperatureB != nil),
    ]
    return options.filter(\.1).map(\.0) + givenForStageC
  }

  /// Those of them that only Stage C looks at.
  var givenForStageC: [String] {
    let options: [(String, Bool)] = [
      ("--steps-c", stepsC != nil), ("--schedule", schedule != nil),
      ("--guidance-c", guidanceC != nil), ("--guidance-range", guidanceRange != nil),
      ("--sampler", sampler != nil),
    ]
    return options.filter(\.1).map(\.0)
  }
}

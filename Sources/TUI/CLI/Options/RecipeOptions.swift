package import ArgumentParser
package import Engine
import Files
package import Recipes

/// The settings of a recipe; what is not given is the model's own default.
package struct RecipeOptions: ParsableArguments, Sendable {
  @Option(Parameters.negative) package var negative: String?
  @Option(Parameters.emphasis) package var emphasis: Emphasis?
  @Option(Parameters.seed) var seedArgument: SeedArgument?
  @Option(Parameters.seedB) var seedArgumentB: SeedArgument?
  @Option(Parameters.size) package var size: PictureSize?
  @Option(Parameters.stepsC) package var stepsC: Int?
  @Option(Parameters.stopC) package var stopC: Int?
  @Option(Parameters.schedule) package var schedule: Timesteps?
  @Option(Parameters.guidanceC) package var guidanceC: Float?
  @Option(Parameters.guidanceRange) package var guidanceRange: Recipe.Span?
  @Option(Parameters.samplerC) package var samplerC: DiffusionSampler?
  @Option(Parameters.stepsB) package var stepsB: Int?
  @Option(Parameters.stopB) package var stopB: Int?
  @Option(Parameters.guidanceB) package var guidanceB: Float?
  @Option(Parameters.samplerB) package var samplerB: TokenSampler?
  @Option(Parameters.temperature) package var temperature: Course?
  @Option(Parameters.finishB) package var finishB: TokenFinish?

  @Option(
    help: ArgumentHelp(
      "The settings to begin with: "
        + Preset.allCases.map { "\($0.rawValue) (\($0.explanation))" }.joined(separator: ", ")
        + ", or one of your own. \(usualPreset.rawValue) unless given.",
      valueName: "name"), completion: Completions.presets)
  package var preset: String?

  private static let usualPreset = Preset.best

  /// Nil also where a random one was asked for.
  package var seed: UInt32? { seedArgument.flatMap { $0.isRandom ? nil : $0.number } }

  /// Each option with the parameter that it is for; those of Stage C alone come last.
  private var all: [Given] {
    [
      Given(Parameters.negative, negative), Given(Parameters.emphasis, emphasis),
      Given(Parameters.seed, seedArgument?.number),
      Given(Parameters.seedB, seedArgumentB?.number), Given(Parameters.size, size),
      Given(Parameters.stepsB, stepsB), Given(Parameters.stopB, stopB),
      Given(Parameters.guidanceB, guidanceB),
      Given(Parameters.samplerB, samplerB), Given(Parameters.temperature, temperature?.span),
      Given(Parameters.finishB, finishB),
      Given(Parameters.stepsC, stepsC), Given(Parameters.stopC, stopC),
      Given(Parameters.schedule, schedule),
      Given(Parameters.guidanceC, guidanceC), Given(Parameters.guidanceRange, guidanceRange),
      Given(Parameters.samplerC, samplerC),
    ]
  }

  package init() {}

  /// The recipe for `prompt` with the model's defaults where nothing was given.
  ///
  /// - Throws: `ValidationError` when a setting is out of its range or does not fit the model.
  package func recipe(for prompt: String, model: ModelDescription) throws -> Recipe {
    try check(model)
    var recipe = model.recipe(prompt: prompt, seed: seed ?? .random(in: .min ... .max))
    try applyPreset(to: &recipe, model.defaults)
    try setAll(in: &recipe)
    return recipe
  }

  private func applyPreset(
    to recipe: inout Recipe, _ defaults: ModelDefaults
  ) throws(ValidationError) {
    let configured = Configuration.ofUser.configuration.preset
    let name = preset ?? configured ?? Self.usualPreset.rawValue
    if let known = Preset(rawValue: name) { return known.apply(to: &recipe, defaults) }
    let (own, problem) = PresetFile(UserFolders(environment: Invocation.environment)).all()
    guard let found = own.first(where: { $0.name == name }) else {
      let names = Preset.allCases.map(\.rawValue) + own.map(\.name)
      let place = preset == nil ? ", which config.toml names" : ""
      throw ValidationError(
        "there is no preset '\(name)'\(place); there are \(names.joined(separator: ", "))"
          + (problem.map { "; \($0)" } ?? ""))
    }
    found.apply(to: &recipe, defaults)
  }

  /// A recipe with the settings that were given.
  func change(_ recipe: inout Recipe, model: ModelDescription) throws {
    try check(model)
    try setAll(in: &recipe)
  }

  private func setAll(in recipe: inout Recipe) throws(ValidationError) {
    for given in all { given.set?(&recipe) }
    if let problem = recipe.problem { throw ValidationError(problem) }
    try checkStops(in: &recipe)
  }

  /// Refuses to stop a stage behind its last step, and leaves out such a stop that nobody asked for.
  func checkStops(in recipe: inout Recipe) throws(ValidationError) {
    for (option, stop, steps) in [
      ("--stop-c", stopC, recipe.stepsOfC), ("--stop-b", stopB, recipe.stageB.steps),
    ] {
      guard let stop, stop > max(steps, 1) else { continue }
      let count = steps == 1 ? "1 step" : "\(steps) steps"
      throw ValidationError(
        "\(option) \(stop) is behind the last step: the stage takes \(count); leave it out, or give "
          + "1 to \(max(steps, 1))")
    }
    recipe.leaveOutLateStops()
  }

  private func check(_ model: ModelDescription) throws(ValidationError) {
    if let schedule, schedule != .linear, stepsC != nil {
      throw ValidationError(
        "--steps-c goes with --schedule linear; this schedule brings its own "
          + "\(schedule.times(steps: 0).count - 1) steps")
    }
    let misfit = all.first { $0.set != nil && $0.parameter.isAbsent(from: model.defaults) }
    if let option = misfit?.parameter.option {
      throw ValidationError(
        "\(option.text) does not apply to \(model.name): Stage B of version 2 chooses no tokens")
    }
  }

  /// The options that were given, as they are written.
  package var given: [String] {
    (preset == nil ? [] : ["--preset"]) + Self.written(all)
  }

  /// Those of them that only Stage C looks at.
  package var givenForStageC: [String] { Self.written(all.filter { $0.parameter.stage == .c }) }

  /// The options that were given for anything but Stage B.
  var givenBesidesStageB: [String] {
    (preset == nil ? [] : ["--preset"]) + Self.written(all.filter { $0.parameter.stage != .b })
  }

  private static func written(_ all: [Given]) -> [String] {
    all.filter { $0.set != nil }.compactMap(\.parameter.option?.text)
  }
}

/// A parameter, and what an option sets it to.
private struct Given {
  let parameter: any AnyParameter
  /// Nil where the option is not there.
  let set: ((inout Recipe) -> Void)?

  init<Value>(_ parameter: Parameter<Value>, _ value: Value?) {
    self.parameter = parameter
    set = value.map { value in { $0[keyPath: parameter.path] = value } }
  }

  /// Of a parameter that may be missing.
  init<Value>(_ parameter: Parameter<Value?>, _ value: Value?) {
    self.parameter = parameter
    set = value.map { value in { $0[keyPath: parameter.path] = value } }
  }
}

extension Option {
  /// The option of a parameter, with the name and the help that its row has.
  init<Argument: ExpressibleByArgument>(_ parameter: some AnyParameter) where Value == Argument? {
    guard let name = parameter.option?.name else {
      preconditionFailure("\(parameter.id) has no option")
    }
    // A number may begin with a minus, and be refused with what is allowed in its place.
    self.init(
      name: .customLong(name), parsing: Argument.self == String.self ? .next : .unconditional,
      help: parameter.help)
  }
}

extension AnyParameter {
  /// What the help says of the parameter's option.
  var help: ArgumentHelp? {
    option.map { ArgumentHelp("\($0.help)", valueName: $0.value) }
  }
}

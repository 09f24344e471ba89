extension Recipe {
  /// How Stage B refines the latent: into tokens in version 1, into a finer latent in version 2.
  package struct StageB: Codable, Equatable, Sendable {
    /// Sampling steps, 1…100.
    package var steps: Int
    /// Weight of the latent against an empty one, 0…30, as `Guidance` takes it.
    package var guidance: Float
    /// Of the choice of tokens at the first and at the last step, each 0.01…10; version 2 has none.
    package var temperature: Span?
    package var sampler: TokenSampler?
    /// How the tokens of the last step become colours; version 2 has none.
    package var finish: TokenFinish?
    /// The step after which tokens or latent are taken as they are, 1…100; the last when nil.
    package var stop: Int?

    /// Whether the last step is done and ends in what is expected.
    package var isExpected: Bool { finish == .expected && (stop ?? steps) >= steps }

    /// - Parameter finish: `drawn` unless given, where there is a sampler.
    package init(
      steps: Int, guidance: Float, temperature: Span? = nil, sampler: TokenSampler? = nil,
      finish: TokenFinish? = nil
    ) {
      self.steps = steps
      self.guidance = guidance
      self.temperature = temperature
      self.sampler = sampler
      self.finish = finish ?? (sampler == nil ? nil : .drawn)
    }

    /// What older pictures do not say has the value it had then; a stop behind the last step is none.
    package init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        steps: try fields.decode(Int.self, forKey: .steps),
        guidance: try fields.decode(Float.self, forKey: .guidance),
        temperature: try fields.decodeIfPresent(Span.self, forKey: .temperature),
        sampler: try fields.decodeIfPresent(TokenSampler.self, forKey: .sampler),
        finish: try fields.decodeIfPresent(TokenFinish.self, forKey: .finish))
      stop = try fields.decodeIfPresent(Int.self, forKey: .stop).flatMap { $0 > steps ? nil : $0 }
    }
  }
}

extension Recipe {
  package static let stepsB = 1...100
  /// 0 itself would divide by zero; `argmax` is the sampler without temperature.
  package static let temperature: ClosedRange<Float> = 0.01...10
}

extension Parameters {
  static let ofStageB: [any AnyParameter] = [
    stepsB, stopB, guidanceB, temperature, samplerB, finishB, seedB,
  ]

  package static let stepsB = Parameter(
    "stageB.steps", \.stageB.steps, "the steps of Stage B", of: .b,
    own: \ModelDefaults.stageB.steps,
    limit: Recipe.stepsB.limit("the number of steps of Stage B"),
    option: CommandOption("steps-b", "n", "Steps of Stage B, \(Recipe.stepsB.words)."),
    fields: [InfotextField("Stage B steps") { "\($0.stageB.steps)" }],
    settings: [.stepsB])

  package static let stopB = Parameter(
    "stageB.stop", \.stageB.stop, "the last step of Stage B", of: .b,
    limit: Recipe.stepsB.limit("the last step of Stage B"),
    option: CommandOption(
      "stop-b", "n",
      "The step of Stage B after which what it made is taken as it is, \(Recipe.stepsB.words); the last "
        + "unless given."),
    fields: [InfotextField("Stage B stop") { $0.stageB.stop.map { "\($0)" } }],
    settings: [.stopB])

  package static let guidanceB = Parameter(
    "stageB.guidance", \.stageB.guidance, "the guidance of Stage B", of: .b,
    own: \ModelDefaults.stageB.guidance, limit: Recipe.guidance.limit("the guidance of Stage B"),
    option: CommandOption("guidance-b", "n", "Guidance of Stage B, \(Recipe.guidance.words)."),
    fields: [InfotextField("Stage B CFG") { NumberText.exact($0.stageB.guidance) }],
    settings: [.guidanceB])

  package static let seedB = Parameter(
    "seedB", \.seedB, "the seed of Stage B", of: .b,
    option: CommandOption("seed-b", "n", "A seed of its own for Stage B, 0 to \(UInt32.max)."),
    fields: [InfotextField("Stage B seed") { $0.seedB.map { "\($0)" } }],
    settings: [.seedB])

  package static let temperature = Parameter(
    "stageB.temperature", \.stageB.temperature, "the temperature of Stage B", of: .b,
    own: \ModelDefaults.stageB.temperature, absent: .some(nil),
    limit: { span in
      Recipe.temperature.limit("the first temperature")(span?.from)
        ?? Recipe.temperature.limit("the last temperature")(span?.to)
    },
    option: CommandOption(
      "temperature-b", "from:to",
      "Temperature of the first and of the last step of Stage B, \(Recipe.temperature.words), in version 1."
    ),
    fields: [InfotextField("Stage B temperature") { $0.stageB.temperature?.text }],
    settings: [.temperatureFrom, .temperatureTo])

  package static let samplerB = Parameter(
    "stageB.sampler", \.stageB.sampler, "the sampler of Stage B", of: .b,
    own: \ModelDefaults.stageB.sampler,
    absent: .some(nil),
    option: CommandOption("sampler-b", "name", "Sampler of Stage B, in version 1."),
    fields: [InfotextField("Stage B sampler") { $0.stageB.sampler?.rawValue }],
    settings: [.samplerB])
}

extension Parameters {
  package static let finishB = Parameter(
    "stageB.finish", \.stageB.finish, "the finish of Stage B", of: .b,
    own: \ModelDefaults.stageB.finish, absent: .some(nil),
    option: CommandOption(
      "finish-b", "name",
      "What the last step of Stage B ends with, in version 1: tokens that are drawn, or the mean of "
        + "those expected, which takes fewer steps."),
    fields: [
      InfotextField("Stage B finish") { recipe in
        recipe.stageB.finish.flatMap { $0 == .drawn ? nil : $0.rawValue }
      }
    ],
    settings: [.finishB])
}

extension Setting {
  package static let seedB = Setting(
    "seedB", .init(.stageB, 0), label: { "\(detail($0)) seed" },
    .whole(\.seedB, following: \.seed), unset: "follows"
  ) { facts, _ in
    let drawn = facts.drawsTokens ? "tokens" : "details"
    return "draws other \(drawn) from the same latent; delete it to follow the seed"
  }

  package static let stepsB = Setting(
    "stepsB", .init(.stageB, 1), label: { "\(detail($0)) steps" },
    .whole(\.stageB.steps, in: Recipe.stepsB, step: Number.coarser)
  ) { facts, recipe in
    let grid = facts.grids(for: facts.size(of: recipe)).fine
    let work = facts.drawsTokens ? "redraws uncertain tokens" : "refines the \(grid) fine latent"
    return "how often Stage B \(work), \(Recipe.stepsB.words)"
  }

  package static let stopB = Setting(
    "stopB", .init(.stageB, 1, joint: ", stopped after "),
    label: { "Last \(detail($0).lowercased()) step" },
    .whole(\.stageB.stop, in: Recipe.stepsB, upTo: \.stageB.steps),
    isShown: { $1.stageB.stop != nil },
    explained: { _, _ in
      "after which what Stage B made is taken as it is; delete it to take all steps"
    })

  package static let guidanceB = Setting(
    "guidanceB", .init(.stageB, 2), label: { "\(detail($0)) guidance" },
    .real(\.stageB.guidance, in: Recipe.guidance, places: 1) { _, _ in 0.5 }
  ) { facts, _ in
    let none = facts.drawsTokens ? "1" : "up to 1"
    return
      "how strictly Stage B follows the latent, \(Recipe.guidance.words); \(none) is twice as fast"
  }

  package static let temperatureFrom = temperature(
    "temperatureFrom", "Temperature", \.from, "freedom in choosing tokens at the first step")

  package static let temperatureTo = temperature(
    "temperatureTo", "Last temperature", \.to, "freedom in choosing tokens at the last step")

  package static let samplerB = Setting(
    "samplerB", .init(.stageB, 4), "Token sampler",
    .choice(\.stageB.sampler), isShown: { $1.stageB.sampler != nil },
    explained: "how a token is picked: the likeliest, by chance, or nearest in the codebook")

  package static let finishB = Setting(
    "finishB", .init(.stageB, 4), "Token finish",
    .choice(\.stageB.finish), isShown: { $1.stageB.finish != nil },
    explained: "the last step: each token drawn, or the mean of those expected, smoother")

  private static func temperature(
    _ id: String, _ label: String, _ end: WritableKeyPath<Recipe.Span, Float> & Sendable,
    _ explanation: String
  ) -> Setting {
    let range = Recipe.temperature
    return Setting(
      id, .init(.stageB, 3), label,
      .number(
        Number(
          values: .range(Double(range.lowerBound)...Double(range.upperBound)) { value, up in
            (up ? value : value - 0.001) < 0.1 ? 0.01 : 0.05
          },
          places: 2,
          get: { recipe, _ in recipe.stageB.temperature.map { Double($0[keyPath: end]) } },
          set: { recipe, value, _ in recipe.stageB.temperature?[keyPath: end] = Float(value) })),
      isShown: { $1.stageB.temperature != nil },
      explained: "\(explanation), up to \(NumberText.exact(range.upperBound))")
  }

  /// What Stage B draws, in the name of a setting.
  private static func detail(_ facts: ModelFacts) -> String {
    facts.drawsTokens ? "Token" : "Detail"
  }
}

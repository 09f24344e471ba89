extension Recipe {
  /// How the prior turns noise into a latent.
  package struct StageC: Codable, Equatable, Sendable {
    /// Denoising steps, 1…1000.
    package var steps: Int
    /// Weight of the prompt against the negative prompt, 0…30, as `Guidance` takes it.
    package var guidance: Float
    package var sampler: DiffusionSampler
    /// Which times the steps visit; those that are not `linear` bring their own number of steps.
    package var schedule = Timesteps.linear
    /// The share of the steps in which guidance is used, each end 0…1, the first not above the last;
    /// all of them when nil.
    package var guidanceRange: Span?
    /// The step after which the latent is taken as it is, 1…1000; the last when nil.
    package var stop: Int?

    enum CodingKeys: String, CodingKey {
      case steps, guidance, sampler, schedule, guidanceRange, stop
    }

    package init(steps: Int, guidance: Float, sampler: DiffusionSampler) {
      self.steps = steps
      self.guidance = guidance
      self.sampler = sampler
    }

    /// The steps that are taken, which is not `steps` where the schedule brings its own.
    package var stepCount: Int {
      schedule == .linear ? steps : schedule.times(steps: 0).count - 1
    }
  }
}

extension Recipe.StageC {
  /// A stop behind the last step is none.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    steps = try fields.decode(Int.self, forKey: .steps)
    guidance = try fields.decode(Float.self, forKey: .guidance)
    sampler = try fields.decode(DiffusionSampler.self, forKey: .sampler)
    schedule = try fields.decodeIfPresent(Timesteps.self, forKey: .schedule) ?? .linear
    guidanceRange = try fields.decodeIfPresent(Recipe.Span.self, forKey: .guidanceRange)
    stop = try fields.decodeIfPresent(Int.self, forKey: .stop).flatMap { $0 > stepCount ? nil : $0 }
  }
}

extension Recipe {
  package static let stepsC = 1...1000
  package static let guidance: ClosedRange<Float> = 0...30
}

extension Parameters {
  static let ofStageC: [any AnyParameter] = [
    stepsC, stopC, schedule, guidanceC, guidanceRange, samplerC,
  ]

  package static let stepsC = Parameter(
    "stageC.steps", \.stageC.steps, "the steps of Stage C", of: .c,
    own: \ModelDefaults.stageC.steps,
    limit: Recipe.stepsC.limit("the number of steps of Stage C"),
    option: CommandOption("steps-c", "n", "Steps of Stage C, \(Recipe.stepsC.words)."),
    fields: [InfotextField("Steps") { "\($0.stageC.stepCount)" }],
    settings: [.stepsC])

  package static let stopC = Parameter(
    "stageC.stop", \.stageC.stop, "the last step of Stage C", of: .c,
    limit: Recipe.stepsC.limit("the last step of Stage C"),
    option: CommandOption(
      "stop-c", "n",
      "The step of Stage C after which its latent is taken as it is, \(Recipe.stepsC.words); the last unless "
        + "given."),
    fields: [InfotextField("Stage C stop") { $0.stageC.stop.map { "\($0)" } }],
    settings: [.stopC])

  package static let schedule = Parameter(
    "stageC.schedule", \.stageC.schedule, "the schedule of Stage C", of: .c,
    own: \ModelDefaults.stageC.schedule, limit: \.problem,
    option: CommandOption(
      "schedule", "linear|default|t,t,…",
      "The times that Stage C visits: linear, with the steps of --steps-c; default, the published "
        + "29 steps; or times of your own, falling from 1 to 0."),
    fields: [
      InfotextField("Schedule type") { recipe in
        recipe.stageC.schedule == .linear ? nil : recipe.stageC.schedule.name
      },
      InfotextField("Stage C times") { recipe in
        guard case .list(let times) = recipe.stageC.schedule else { return nil }
        return times.map(NumberText.exact).joined(separator: ", ")
      },
    ],
    settings: [.schedule])

  package static let guidanceC = Parameter(
    "stageC.guidance", \.stageC.guidance, "the guidance of Stage C", of: .c,
    own: \ModelDefaults.stageC.guidance, limit: Recipe.guidance.limit("the guidance of Stage C"),
    option: CommandOption("guidance-c", "n", "Guidance of Stage C, \(Recipe.guidance.words)."),
    fields: [InfotextField("CFG scale") { NumberText.exact($0.stageC.guidance) }],
    settings: [.guidanceC])

  package static let guidanceRange = Parameter(
    "stageC.guidanceRange", \.stageC.guidanceRange, "the part of Stage C that is guided", of: .c,
    limit: { span in
      guard let span, !span.isPart(of: Recipe.share) else { return nil }
      return "the range of guidance \(span.from):\(span.to) is not a part of 0…1"
    },
    option: CommandOption(
      "guidance-range", "from:to",
      "The part of Stage C's steps that is guided, within 0:1, such as 0:0.6 for the first six of ten."
    ),
    fields: [InfotextField("CFG range") { $0.stageC.guidanceRange?.text }],
    settings: [.guidedPart])

  package static let samplerC = Parameter(
    "stageC.sampler", \.stageC.sampler, "the sampler of Stage C", of: .c,
    own: \ModelDefaults.stageC.sampler,
    option: CommandOption("sampler", "name", "Sampler of Stage C."),
    fields: [InfotextField("Sampler") { $0.stageC.sampler.rawValue.uppercased() + " Wuerstchen" }],
    settings: [.samplerC])
}

extension Setting {
  package static let schedule = Setting(
    "schedule", .init(.stageC, 1), "Latent schedule",
    .choice(
      Choice(
        text: { recipe, _ in
          let stage = recipe.stageC
          return stage.schedule == .linear
            ? "linear" : "\(stage.schedule.name), \(stage.stepCount) steps"
        },
        turn: { recipe, _, _ in
          recipe.stageC.schedule = recipe.stageC.schedule == .linear ? .standard : .linear
        }))
  ) { _, recipe in
    recipe.stageC.schedule == .linear
      ? "even steps, as many as you like"
      : "a list of \(recipe.stageC.stepCount) steps, dense where the picture takes shape"
  }

  /// The other schedules bring their own number of steps.
  package static let stepsC = Setting(
    "stepsC", .init(.stageC, 2), "Latent steps",
    .whole(\.stageC.steps, in: Recipe.stepsC, step: Number.coarser),
    isShown: { $1.stageC.schedule == .linear }
  ) { facts, recipe in
    let grid = facts.grids(for: facts.size(of: recipe)).latent
    return "how often Stage C refines the \(grid) latent, \(Recipe.stepsC.words)"
  }

  package static let stopC = Setting(
    "stopC", .init(.stageC, 2, joint: ", stopped after "), "Last latent step",
    .whole(\.stageC.stop, in: Recipe.stepsC, upTo: \.stepsOfC), isShown: { $1.stageC.stop != nil },
    explained: "after which the latent is taken as it is; delete it to take all steps")

  package static let guidanceC = Setting(
    "guidanceC", .init(.stageC, 3), "Latent guidance",
    .real(\.stageC.guidance, in: Recipe.guidance, places: 1) { _, _ in 0.5 },
    explained: "how strictly Stage C follows the prompt, \(Recipe.guidance.words)")

  package static let guidedPart = Setting(
    "guidedPart", .init(.stageC, 3, joint: " until "), "Guided part",
    .real(\.stageC.guidedUntil, in: Recipe.share, places: 2) { _, _ in 0.05 },
    isShown: { Guidance($1.stageC.guidance, in: $0.generation).isGuided },
    explained: "share of the steps that is guided, from the first; the rest takes half the time")

  package static let samplerC = Setting(
    "samplerC", .init(.stageC, 4), "Latent sampler",
    .choice(\.stageC.sampler),
    explained: "ddpm adds fresh noise at each step, ddim none; dpm needs a third of the steps")
}

extension Setting.Number {
  /// Ones below 20, fives below 100, then tens and fifties: as fine as it still makes a difference.
  @Sendable static func coarser(_ value: Double, _ up: Bool) -> Double {
    let edge = up ? value : value - 0.5
    return edge < 20 ? 1 : edge < 100 ? 5 : edge < 200 ? 10 : 50
  }
}

extension Recipe.StageC {
  /// The share of the steps at which guidance ends.
  fileprivate var guidedUntil: Float {
    get { guidanceRange?.to ?? 1 }
    set {
      let from = guidanceRange?.from ?? 0
      let to = max(from, newValue)
      guidanceRange = from == 0 && to == 1 ? nil : .init(from: from, to: to)
    }
  }
}

extension Recipe.Span {
  fileprivate func isPart(of range: ClosedRange<Float>) -> Bool {
    range.contains(from) && range.contains(to) && from <= to
  }

  /// As options and texts have it.
  var text: String { "\(NumberText.exact(from)):\(NumberText.exact(to))" }
}

package import Engine

/// Everything the explorer shows and knows; changed by `update` alone.
package struct State: Sendable {
  package enum Screen: Equatable, Sendable {
    case explore, gallery
  }

  /// What the keys act on, on the first screen.
  package enum Focus: CaseIterable, Equatable, Sendable {
    case prompt, negative, settings, preview
  }

  package let facts: ModelFacts
  package var size: Size
  /// Seconds since the start; the loop sets it before each action.
  package var now = 0.0
  package var screen = Screen.explore
  package var focus = Focus.prompt
  package var prompt = PromptField()
  package var negative = PromptField()
  package var history: PromptHistory
  /// The settings of the next run; its prompts are taken from the fields when it starts.
  package var recipe: Recipe
  /// Whether each run draws a new seed.
  package var seedIsRandom = true
  package var setting = Setting.seed
  /// The digits being typed into the focused number.
  package var entry: String?
  /// The current run, or the last one.
  package var run: Run?
  package var runCount = 0
  /// Seconds the stages took, by what they depend on.
  package var paces = Paces()
  package var preview = Preview()
  package var notes = PromptNotes()
  package var gallery = GalleryState()
  /// The latest finished picture and its run, which `keep` keeps.
  package var finished: FinishedPicture?
  /// The run whose picture was kept last, to say so instead of keeping it twice.
  package var keptRun: Int?
  /// Why the terminal shows no pictures at all; nil where it does.
  package var picturesAreOff: String?
  package var helpIsOpen = false
  package var helpScroll = 0
  package var message: Message?
  package var lastInterrupt: Double?
  package var random: SeedSource

  package init(facts: ModelFacts, size: Size, history: [String] = [], randomness: UInt64) {
    self.facts = facts
    self.size = size
    self.history = PromptHistory(history)
    random = SeedSource(state: randomness)
    recipe = Recipe(
      prompt: "", negative: "", model: facts.name, seed: 0, stageC: facts.stageC,
      stageB: facts.stageB)
    recipe.seed = random.next()
  }

  package var isRunning: Bool { run?.isGoingOn ?? false }

  /// Whether keys that are text go into a field.
  package var isEditing: Bool {
    screen == .explore && !helpIsOpen && (focus == .prompt || focus == .negative)
  }

  /// When the screen changes by itself next, on the clock of `now`.
  package var nextChange: Double? {
    let times = [message?.expiry, isRunning ? now + 0.1 : nil]
    return times.compactMap(\.self).min()
  }
}

/// One line for the user.
package struct Message: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case info, success, notice, error
  }

  package var kind: Kind
  package var text: String
  /// When it goes away by itself.
  package var expiry: Double?

  package init(_ kind: Kind, _ text: String, expiry: Double? = nil) {
    self.kind = kind
    self.text = text
    self.expiry = expiry
  }
}

/// Seeds in an order that the first state fixes (splitmix64).
package struct SeedSource: Equatable, Sendable {
  private var state: UInt64

  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt32 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return UInt32(truncatingIfNeeded: z ^ (z >> 31))
  }
}

/// Seconds per stage of earlier runs, from which those to come are estimated.
package struct Paces: Equatable, Sendable {
  private var secondsPerStep: [String: Double] = [:]

  package init() {}

  package mutating func note(_ stage: Stage, of recipe: Recipe, seconds: Double) {
    secondsPerStep[Self.key(stage, recipe)] = seconds / Self.steps(stage, recipe)
  }

  package func estimates(for recipe: Recipe) -> [Stage: Double] {
    var estimates: [Stage: Double] = [:]
    for stage in Stage.allCases {
      estimates[stage] = secondsPerStep[Self.key(stage, recipe)].map {
        $0 * Self.steps(stage, recipe)
      }
    }
    return estimates
  }

  private static func steps(_ stage: Stage, _ recipe: Recipe) -> Double {
    switch stage {
    case .c: Double(recipe.stageC.steps)
    case .b: Double(recipe.stageB.steps)
    default: 1
    }
  }

  // Guidance of 1 needs half the network calls.
  private static func key(_ stage: Stage, _ recipe: Recipe) -> String {
    switch stage {
    case .c: "c\(recipe.stageC.guidance == 1)"
    case .b: "b\(recipe.stageB.guidance == 1)\(recipe.stageB.sampler?.rawValue ?? "")"
    default: stage.rawValue
    }
  }
}

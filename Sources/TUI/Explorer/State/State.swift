import Engine
package import Recipes
package import Terminal

/// Everything the explorer shows and knows; changed by `update` alone.
package struct State: Sendable {
  package enum Screen: Equatable, Sendable {
    case explore, gallery
  }

  /// What the keys act on, on the first screen.
  package enum Focus: CaseIterable, Equatable, Sendable {
    case prompt, negative, settings, preview
  }

  /// Of the model that is open.
  package var facts: ModelFacts
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
  package var preview: Preview
  package var notes = PromptNotes()
  package var gallery = GalleryState()
  package var picker = ModelPicker()
  /// The model that is being opened, and the recipe to take over with it.
  package var opening: Opening?
  /// The window in which a picture is chosen; nil while it is closed.
  package var opener: PicturePrompt?
  /// The picture that the recipe begins from, as it is shown.
  package var input: InputPicture?
  /// The path of a picture that is read because the user chose it.
  package var pendingInput: String?
  /// The input of a recipe from the gallery that is being read.
  package var recalledInput: String?
  /// Where pictures were looked for last, as it is typed.
  package var pictureFolder: String
  /// The latest finished picture and its run, which `keep` keeps.
  package var finished: FinishedPicture?
  /// The stages that have drawn with the open model, whose weights are read by now.
  package var warmStages: Set<Stage> = []
  /// The run whose picture was kept last, to say so instead of keeping it twice.
  package var keptRun: Int?
  /// Why the terminal shows no pictures at all; nil where it does.
  package var picturesAreOff: String?
  package var helpIsOpen = false
  package var helpScroll = 0
  package var message: Message?
  package var lastInterrupt: Double?
  package var random: SeedSource

  /// - Parameters:
  ///   - folder: where pictures are looked for first.
  ///   - precision: what products are computed in.
  package init(
    facts: ModelFacts, size: Size, history: [String] = [], folder: String = "",
    precision: Precision = .fp32, randomness: UInt64
  ) {
    self.facts = facts
    self.size = size
    self.history = PromptHistory(history)
    random = SeedSource(state: randomness)
    recipe = facts.recipe(seed: random.next())
    recipe.precision = precision
    negative = PromptField(recipe.negative)
    pictureFolder = folder
    preview = Preview(model: facts.name)
  }

  /// A model on its way, and why.
  package struct Opening: Equatable, Sendable {
    package let name: String
    /// The recipe from the gallery that the model has drawn.
    package let recipe: Recipe?

    package init(name: String, recipe: Recipe? = nil) {
      self.name = name
      self.recipe = recipe
    }
  }

  package var isRunning: Bool { run?.isGoingOn ?? false }

  /// An error that is longer than its line, for a window of its own.
  package var problem: String? {
    guard let message, message.kind == .error, !hasWindow,
      message.text.columns + 2 > size.width - 4
    else { return nil }
    return message.text
  }

  /// Whether a window lies over the screen.
  package var hasWindow: Bool { helpIsOpen || picker.isOpen || opener != nil }

  /// The settings that the model has and the recipe uses, in order.
  package var settings: [Setting] { Setting.shown(facts, recipe) }

  /// The size of the pictures to come, in pixels.
  package var pictureSize: PictureSize { facts.size(of: recipe) }

  /// The views there are, in order.
  package var tabs: [Preview.Tab] {
    (recipe.input == nil ? [] : [.input]) + [.latent, .tokens, .picture]
  }

  /// Whether keys that are text go into a field.
  package var isEditing: Bool {
    screen == .explore && !hasWindow && (focus == .prompt || focus == .negative)
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

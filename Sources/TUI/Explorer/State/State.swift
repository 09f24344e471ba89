import Files
package import Recipes
import Render
package import Terminal

/// Everything the explorer shows and knows, a slice for each feature; changed by `update` alone.
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
  package var keymap: Keymap
  package var size: Size
  /// Seconds since the start; the loop sets it before each action.
  package var now = 0.0
  package var screen = Screen.explore
  package var focus = Focus.prompt
  package var drawing: DrawingState
  package var settings: SettingsState
  package var gallery = GalleryState()
  package var models = ModelsState()
  package var opener: OpenerState
  package var help = HelpState()
  package var hints = HintState()
  /// What texts are edited in elsewhere; the environment's where nil.
  package var editor: String?
  package var styles = StylesState()
  /// What the prompt stands for, while that is shown.
  package var variants: VariantsState?
  /// The prompt of which that is not known yet.
  var expansion: Expansion?
  /// Which of the model's examples stands in the empty prompt.
  var example: Int
  /// The line that a command is typed into, while it is open.
  package internal(set) var commandEntry: CommandEntry?
  /// The lines that were performed, the latest last.
  var commandHistory: [String] = []
  package var look = LookState()
  package var preferences = PreferencesState()
  /// How the picture that fills the screen is looked at; nil while none does.
  package internal(set) var zoom: Zoom?
  /// How many pixels images have.
  package internal(set) var room = ImageRoom(
    mode: .halfBlock(.trueColour), cell: PixelSize(width: 10, height: 20),
    maximum: PixelSize(width: 1000, height: 1000), screenRows: 24)
  /// Whether the other views stand beside the one that is looked at, where there is room.
  package internal(set) var showsSides = true
  /// Whether the terminal reports the mouse.
  package var usesMouse = true
  package var notices = Notices()
  package var message: Message?
  /// The first of two keys that mean something together.
  var prefix: Key?
  package var lastInterrupt: Double?
  /// Where the user was before Escape, which may have been none.
  var beforeEscape: Standing?
  /// When it was asked whether to leave though a picture is drawn.
  var askedToLeave: Double?
  /// What is kept of the session.
  var saving = SessionSaving()
  /// What can be taken back.
  var undoing = Undoing()
  /// The kept picture that is still read, to be shown with its recipe.
  var recalledPath: Path?
  /// The pictures that are looked at against each other, over the screen.
  package var comparison: Comparison?
  /// How many comparisons there were.
  var comparisons = 0
  /// The picture that others will be compared with.
  package var pinned: Comparison.Side?
  /// Where seeds came from before earlier runs were shown; nil while the latest is shown.
  var seedModeBefore: SeedMode?
  /// The kept picture from whose latent the next run is to go on, while that is read.
  var goingOn: Path?
  /// Why the terminal shows no pictures at all; nil where it does.
  package var picturesAreOff: String?
  /// Whether pictures are drawn with characters.
  var picturesAreCoarse = false
  package var random: SeedSource

  /// - Parameters:
  ///   - folder: where pictures are looked for first.
  ///   - precision: what products are computed in.
  package init(
    facts: ModelFacts, keymap: Keymap = .standard, size: Size, history: [String] = [],
    negatives: [String] = [],
    folder: String = "", precision: Precision = .fp32, randomness: UInt64
  ) {
    self.facts = facts
    self.keymap = keymap
    self.size = size
    random = SeedSource(state: randomness)
    example = Int(randomness >> 33)
    var recipe = facts.recipe(seed: random.next())
    recipe.precision = precision
    settings = SettingsState(recipe: recipe)
    drawing = DrawingState(
      model: facts.name, negative: recipe.negative, history: history, negatives: negatives)
    opener = OpenerState(folder: folder)
  }

  /// Whether a window lies over the screen.
  package var hasWindow: Bool {
    help.isOpen || models.isOpen || opener.window != nil || gallery.isCopying || preferences.isOpen
      || drawing.finder != nil || styles.isOpen || variants != nil
  }

  /// An error that is longer than its line, for a window of its own.
  package var problem: String? {
    guard let message, message.kind == .error, !hasWindow,
      message.text.columns + 2 > size.width - 4
    else { return nil }
    return message.text
  }

  /// The size of the pictures to come, in pixels.
  package var pictureSize: PictureSize { facts.size(of: settings.recipe) }

  /// The views there are, in order.
  package var tabs: [Preview.Tab] {
    (settings.recipe.input == nil ? [] : [.input]) + [.latent, .tokens, .picture]
  }

  /// Whether keys that are text go into a field.
  package var isEditing: Bool {
    screen == .explore && !hasWindow && comparison == nil && commandEntry == nil && zoom == nil
      && (focus == .prompt || focus == .negative)
  }

  /// When the screen changes by itself next, on the clock of `now`.
  package var nextChange: Double? {
    let hint = hints.current.map { _ in hints.expiry }
    let times = [saving.due, message?.expiry, hint, drawing.isRunning ? now + 0.1 : nil]
    return times.compactMap(\.self).min()
  }

  /// How long a message stays that goes away by itself.
  static let messageSeconds = 8.0

  /// Shows a message: errors stay until the next key, the rest goes away by itself.
  mutating func say(_ kind: Message.Kind, _ text: String) {
    message = Message(kind, text, expiry: kind == .error ? nil : now + Self.messageSeconds)
  }
}

import Gallery

/// Where the user is: what Escape may leave, and what comes back where it was none.
struct Standing: Sendable {
  private let screen: State.Screen
  private let focus: State.Focus
  private let help: HelpState
  private let zoom: Zoom?
  private let commandEntry: CommandEntry?
  private let look: LookState
  private let preferences: PreferencesState
  private let hasModels: Bool
  private let opener: OpenerState
  private let finder: PromptFinder?
  private let styleSelection: Int?
  private let variants: VariantsState?
  private let comparison: Comparison?
  private let line: GalleryLine?
  private let search: String
  private let marks: GalleryMarks
  private let detail: Int?
  private let isCopying: Bool
  private let entry: String?
  private let message: Message?

  init(_ state: State) {
    screen = state.screen
    focus = state.focus
    help = state.help
    zoom = state.zoom
    commandEntry = state.commandEntry
    look = state.look
    preferences = state.preferences
    hasModels = state.models.isOpen
    opener = state.opener
    finder = state.drawing.finder
    styleSelection = state.styles.selection
    variants = state.variants
    comparison = state.comparison
    line = state.gallery.line
    search = state.gallery.search.text
    marks = state.gallery.marks
    detail = state.gallery.detail
    isCopying = state.gallery.isCopying
    entry = state.settings.entry
    message = state.message
  }

  func restore(_ state: inout State) {
    state.screen = screen
    state.focus = focus
    state.help = help
    state.zoom = zoom
    state.commandEntry = commandEntry
    state.look = look
    state.preferences = preferences
    state.models.isOpen = hasModels
    state.opener = opener
    state.drawing.finder = finder
    state.styles.selection = styleSelection
    state.variants = variants
    state.comparison = comparison
    state.gallery.line = line
    state.gallery.search.text = search
    state.gallery.marks = marks
    state.gallery.detail = detail
    state.gallery.isCopying = isCopying
    state.settings.entry = entry
    state.message = message
  }
}

/// Where the user is: what Escape may leave, and what comes back where it was none.
struct Standing: Sendable {
  private let screen: State.Screen
  private let focus: State.Focus
  private let help: HelpState
  private let hasModels: Bool
  private let opener: OpenerState
  private let entry: String?
  private let message: Message?

  init(_ state: State) {
    screen = state.screen
    focus = state.focus
    help = state.help
    hasModels = state.models.isOpen
    opener = state.opener
    entry = state.settings.entry
    message = state.message
  }

  func restore(_ state: inout State) {
    state.screen = screen
    state.focus = focus
    state.help = help
    state.models.isOpen = hasModels
    state.opener = opener
    state.settings.entry = entry
    state.message = message
  }
}

extension Command {
  /// The line at the bottom that commands are typed into.
  package enum CommandLine: CaseIterable, Hashable, Sendable {
    case open, accept, complete, up, down
    /// To what was typed before.
    case earlier, later
  }
}

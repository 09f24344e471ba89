extension Command {
  package enum Settings: CaseIterable, Hashable, Sendable {
    case up, down, decrease, increase
    /// The last digit, or what is set at all.
    case delete
    case toggleSeed, newSeed
  }
}

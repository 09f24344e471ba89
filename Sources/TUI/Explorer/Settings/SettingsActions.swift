extension Command {
  package enum Settings: CaseIterable, Hashable, Sendable {
    case up, down, decrease, increase
    /// By much at once.
    case decreaseMuch, increaseMuch
    /// The last digit, or what is set instead of the model's own.
    case delete
    case toggleSeed, newSeed
  }
}

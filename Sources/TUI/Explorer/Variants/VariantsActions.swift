extension Command {
  package enum Variants: CaseIterable, Hashable, Sendable {
    case accept, up, down, pageUp, pageDown
    /// The same seed for all, or the next for each.
    case changeSeeds
  }
}

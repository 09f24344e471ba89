package import Terminal

extension Action {
  package enum Look: Sendable {
    /// The themes there are.
    case found([ThemeOffer])
    /// What the terminal says of its background.
    case ground(Ground)
  }
}

extension Effect {
  package enum Look: Equatable, Sendable {
    case list(on: Ground)
  }
}

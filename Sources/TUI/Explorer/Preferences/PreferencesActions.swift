extension Command {
  /// The window with all that `config.toml` can hold.
  package enum Preferences: CaseIterable, Hashable, Sendable {
    case open, up, down, first, last
    /// The value before, the next one.
    case less, more
    /// Types a value, or takes the one that is typed.
    case accept
    /// Goes back to what is so without it.
    case clear
  }
}

extension Action {
  package enum Preferences: Sendable {
    case found([Preference])
    case changed(name: String, to: String?, [Preference])
    case failed(String)
  }
}

extension Effect {
  package enum Preferences: Equatable, Sendable {
    case list
    case set(String, to: String?)
  }
}

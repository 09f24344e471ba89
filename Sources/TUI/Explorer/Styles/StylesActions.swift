package import Recipes

extension Command {
  package enum Styles: CaseIterable, Hashable, Sendable {
    case open, up, down, toggle
    /// Switches all of them off.
    case clear
  }
}

extension Action {
  package enum Styles: Sendable {
    case read([PromptStyle], problems: [String], path: String)
  }
}

extension Effect {
  package enum Styles: Equatable, Sendable {
    case read
  }
}

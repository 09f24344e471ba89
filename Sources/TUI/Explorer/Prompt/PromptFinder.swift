/// The earlier prompts that what is typed is found in, over the field that one of them goes into.
package struct PromptFinder: Sendable {
  package private(set) var query = PromptField()
  package private(set) var matches: [Match] = []
  package private(set) var selection = 0
  /// The latest first, each once.
  private let prompts: [FuzzyMatch.Text]

  package struct Match: Equatable, Sendable {
    package let characters: [Character]
    /// Those that were typed.
    package let places: Set<Int>
  }

  /// - Parameter prompts: the latest last.
  package init(_ prompts: [String]) {
    self.prompts = prompts.reversed().map(FuzzyMatch.Text.init)
    search()
  }

  /// The prompt that is chosen; nil where nothing is found.
  package var chosen: String? {
    matches.indices.contains(selection) ? String(matches[selection].characters) : nil
  }

  mutating func move(_ offset: Int) { select(selection + offset) }

  mutating func select(_ index: Int) { selection = max(0, min(matches.count - 1, index)) }

  mutating func edit(_ change: (inout PromptField) -> Void) {
    let before = query.characters
    change(&query)
    if query.characters != before { search() }
  }

  private mutating func search() {
    let typed = query.text
    let found = prompts.enumerated().compactMap { index, text in
      FuzzyMatch(typed, in: text).map { (index, Match(text.characters, $0.places), $0.score) }
    }
    // Of those that fit as well as each other the latest comes first.
    matches = found.sorted { ($1.2, $0.0) < ($0.2, $1.0) }.map(\.1)
    selection = 0
  }
}

extension PromptFinder.Match {
  fileprivate init(_ characters: [Character], _ places: Set<Int>) {
    self.characters = characters
    self.places = places
  }
}

package import Recipes

/// The styles that there are, and those that are added to what is typed.
package struct StylesState: Sendable {
  /// As they were read last.
  package var known: [PromptStyle] = []
  /// The names of those that are switched on, in the order in which they are added.
  package internal(set) var active: [String] = []
  /// The place in the window of all styles, while it is open.
  package internal(set) var selection: Int?
  /// What is wrong with their file.
  package internal(set) var problems: [String] = []
  /// Where that is.
  package internal(set) var path = ""

  package var isOpen: Bool { selection != nil }

  /// Those that are switched on, as far as they are known.
  package var added: [PromptStyle] {
    active.compactMap { name in known.first { $0.name == name } }
  }

  mutating func move(_ offset: Int) {
    selection = selection.map { max(0, min(known.count - 1, $0 + offset)) }
  }

  /// Switches the chosen style on or off.
  mutating func toggle() {
    guard let selection, known.indices.contains(selection) else { return }
    toggle(known[selection].name)
  }

  mutating func toggle(_ name: String) {
    if let place = active.firstIndex(of: name) {
      active.remove(at: place)
    } else if active.count < PromptStyle.most {
      active.append(name)
    }
  }
}

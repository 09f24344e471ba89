/// What `config.toml` can hold and holds, and the window in which it is changed.
package struct PreferencesState: Sendable {
  package internal(set) var rows: [Preference]
  package var isOpen = false
  package private(set) var selection = 0
  /// The value that is typed for the marked row.
  package internal(set) var field: PromptField?
  /// Why the last change could not be made.
  package internal(set) var problem: String?

  package init(_ rows: [Preference] = []) { self.rows = rows }

  package var marked: Preference? {
    rows.indices.contains(selection) ? rows[selection] : nil
  }

  mutating func select(_ index: Int) {
    selection = max(0, min(rows.count - 1, index))
    (field, problem) = (nil, nil)
  }

  mutating func close() {
    isOpen = false
    (field, problem) = (nil, nil)
  }

  /// The option before the marked row's value, or behind it.
  func neighbour(_ offset: Int, in options: [String]) -> String? {
    guard let marked, !options.isEmpty else { return nil }
    guard let place = options.firstIndex(of: marked.shown) else {
      return offset > 0 ? options.first : options.last
    }
    return options[(place + offset + options.count) % options.count]
  }
}

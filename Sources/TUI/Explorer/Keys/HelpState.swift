/// The window with the keys.
package struct HelpState: Equatable, Sendable {
  package var isOpen = false
  /// Where it was opened: the keys of that place come first.
  package let place: Places
  /// What is looked for among them.
  package private(set) var filter = ""
  package private(set) var scroll = 0

  package init(isOpen: Bool = false, over place: Places = .preview) {
    self.isOpen = isOpen
    self.place = place
  }

  mutating func scroll(_ lines: Int, on page: HelpPage) {
    scroll = max(0, min(page.lastScroll, scroll + lines))
  }

  /// Looks for something else, from the start.
  mutating func change(_ change: (inout String) -> Void) {
    change(&filter)
    filter = String(filter.prefix(40))
    scroll = 0
  }
}

/// The window with the keys.
package struct HelpState: Equatable, Sendable {
  package var isOpen = false
  package private(set) var scroll = 0

  mutating func scroll(_ lines: Int, on page: HelpPage) {
    scroll = max(0, min(page.lastScroll, scroll + lines))
  }
}

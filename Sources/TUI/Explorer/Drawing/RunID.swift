/// Tells runs apart; a later run has a greater number.
package struct RunID: Hashable, Sendable {
  package let number: Int

  package init(_ number: Int) { self.number = number }
}

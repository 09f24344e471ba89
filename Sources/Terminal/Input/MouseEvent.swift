/// What a person does with the mouse over a cell of the screen.
package struct MouseEvent: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Of the left button, which is down while it is dragged.
    case press, drag, release
    case wheelUp, wheelDown
  }

  package let kind: Kind
  /// Counted from 0.
  package let column: Int
  package let row: Int

  package init(_ kind: Kind, column: Int, row: Int) {
    self.kind = kind
    self.column = column
    self.row = row
  }

  /// What a report tells; nil for one that is of no use: another button, or one without sense.
  ///
  /// - Parameters:
  ///   - code: the button in the two lowest bits, and with 32 that the mouse moved, with 64 that it
  ///     is the wheel; keys that are held are in between and change nothing.
  ///   - column: counted from 1.
  init?(code: Int, column: Int, row: Int, isRelease: Bool) {
    guard (1...Self.most).contains(column), (1...Self.most).contains(row) else { return nil }
    let kind: Kind
    switch code & ~(4 | 8 | 16) {
    case 0: kind = isRelease ? .release : .press
    case 32 where !isRelease: kind = .drag
    case 64 where !isRelease: kind = .wheelUp
    case 65 where !isRelease: kind = .wheelDown
    default: return nil
    }
    self.init(kind, column: column - 1, row: row - 1)
  }

  private static let most = 10_000
}

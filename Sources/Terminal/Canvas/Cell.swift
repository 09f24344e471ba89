/// One place of the grid.
package struct Cell: Equatable, Sendable {
  /// One glyph; empty in the right half of a wide one.
  package var text: String
  package var style: Style

  package init(_ text: String, _ style: Style) {
    self.text = text
    self.style = style
  }

  package static let blank = Cell(" ", .text)

  /// A cell that an image may cover.
  ///
  /// It holds a no-break space: ncurses takes that for ink, and so neither erases to the end of
  /// the line across the image nor leaves the cell out when the image has to go.
  package static let reserved = Cell("\u{A0}", Style(.picture))

  package var isReserved: Bool { text == "\u{A0}" }
}

/// A framed window in the middle of the screen, with a title and a hint of what to press.
package struct Window: Sendable {
  private let title: String
  private let hint: String
  private let rows: Int

  /// The columns of a window where there is room.
  private static let columns = 84

  /// - Parameter rows: the lines that its contents need; it has fewer where there is less room.
  package init(_ title: String, rows: Int, hint: String) {
    self.title = title
    self.rows = rows
    self.hint = hint
  }

  /// What the contents of a window can take at most on a screen of `size`.
  package static func room(on size: Size) -> Size {
    inside(of: frame(rows: .max / 2, on: size)).size
  }

  /// Clears the place of the window and frames it; images keep it free and the cursor goes.
  ///
  /// - Returns: the cells of its contents.
  package func open<ID>(on frame: inout Frame<ID>, as id: ID) -> Rect {
    let window = Self.frame(rows: rows, on: frame.canvas.size)
    frame.cover(window)
    frame.mark(window, as: id)
    frame.canvas.fill(window)
    frame.canvas.frame(window, Style(.focusedBorder))
    frame.canvas.write(
      " \(title) ", at: Point(x: window.x + 2, y: window.y), Style(.activeTab), in: window)
    frame.canvas.write(
      " \(hint) ", endingAt: window.maxX - 2, y: window.maxY - 1, .muted, in: window)
    return Self.inside(of: window)
  }

  private static func frame(rows: Int, on size: Size) -> Rect {
    Rect(size).inset(horizontally: 2, vertically: 1).centred(
      Size(width: columns, height: rows + 2))
  }

  private static func inside(of window: Rect) -> Rect {
    window.inset(horizontally: 2, vertically: 1)
  }
}

/// A framed window in the middle of the screen, with a title and a hint of what to press.
package struct Window: Sendable {
  private let title: String
  private let hint: String
  private let rows: Int

  /// Words in the frame that something is done by, as by a key.
  package struct Button<ID>: Sendable where ID: Hashable & Sendable {
    let words: String
    let id: ID

    package init(_ words: String, _ id: ID) {
      self.words = words
      self.id = id
    }
  }

  /// The columns of a window where there is room.
  private static let columns = 84

  /// - Parameter rows: the lines that its contents need; it has fewer where there is less room.
  package init(_ title: String, rows: Int, hint: String = "") {
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
  /// - Parameter buttons: what stands where the hint would.
  /// - Returns: the cells of its contents.
  package func open<ID>(
    on frame: inout Frame<ID>, as id: ID, buttons: [Button<ID>] = []
  ) -> Rect {
    let window = Self.frame(rows: rows, on: frame.canvas.size)
    frame.cover(window)
    frame.mark(window, as: id)
    frame.canvas.fill(window)
    frame.canvas.frame(window, Style(.focusedBorder))
    frame.canvas.write(
      " \(title) ", at: Point(x: window.x + 2, y: window.y), Style(.activeTab), in: window)
    let words = buttons.isEmpty ? hint : buttons.map(\.words).joined(separator: ", ")
    let start = window.maxX - 2 - words.columns - 2
    frame.canvas.write(
      " \(words) ", at: Point(x: start, y: window.maxY - 1), .muted, in: window)
    var x = start + 1
    for button in buttons {
      frame.mark(
        Rect(x: x, y: window.maxY - 1, width: button.words.columns, height: 1)
          .intersection(window), as: button.id)
      x += button.words.columns + 2
    }
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

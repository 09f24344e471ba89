extension Canvas {
  /// Draws the frame of `rect`.
  package mutating func frame(_ rect: Rect, _ style: Style) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    let line = String(repeating: "─", count: rect.width - 2)
    write("╭" + line + "╮", at: Point(x: rect.x, y: rect.y), style)
    write("╰" + line + "╯", at: Point(x: rect.x, y: rect.maxY - 1), style)
    for y in rect.y + 1..<rect.maxY - 1 {
      write("│", at: Point(x: rect.x, y: y), style)
      write("│", at: Point(x: rect.maxX - 1, y: y), style)
    }
  }

  /// Draws a line across the frame of `rect` that joins both its sides.
  package mutating func divide(_ rect: Rect, at y: Int, _ style: Style) {
    guard rect.width >= 2 else { return }
    let line = String(repeating: "─", count: rect.width - 2)
    write("├" + line + "┤", at: Point(x: rect.x, y: y), style)
  }

  /// Draws a line along the top of `rect`.
  package mutating func rule(_ rect: Rect, _ style: Style) {
    write(
      String(repeating: "─", count: rect.width), at: Point(x: rect.x, y: rect.y), style, in: rect)
  }

  /// The text of the grid, one line per row, without blanks at the ends of lines.
  package var text: String {
    (0..<size.height).map { y in
      var line = ""
      for cell in row(y) { line += cell.isReserved ? "·" : cell.text }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}

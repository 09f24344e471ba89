/// A grid of cells that views draw on.
///
/// Nothing outside the grid is drawn, and nothing that is drawn can be a command to the terminal.
package struct Canvas: Equatable, Sendable {
  package let size: Size
  private var cells: [Cell]

  package init(_ size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  package var bounds: Rect { Rect(size) }

  package subscript(x: Int, y: Int) -> Cell { cells[y * size.width + x] }

  /// The cells of row `y`, left to right.
  package func row(_ y: Int) -> ArraySlice<Cell> {
    cells[y * size.width..<(y + 1) * size.width]
  }

  /// Writes `text` from `point` to the right, inside `clip`.
  ///
  /// - Returns: the column after the last one written.
  @discardableResult
  package mutating func write(
    _ text: some StringProtocol, at point: Point, _ style: Style = .text, in clip: Rect? = nil
  ) -> Int {
    let clip = bounds.intersection(clip ?? bounds)
    var x = point.x
    guard point.y >= clip.y, point.y < clip.maxY else { return x }
    for character in text {
      for glyph in character.glyphs {
        if x + glyph.columns > clip.maxX { return x }
        if x >= clip.x { put(glyph, x: x, y: point.y, style) }
        x += glyph.columns
      }
    }
    return x
  }

  /// Writes `text` so that it ends before column `x`.
  package mutating func write(
    _ text: some StringProtocol, endingAt x: Int, y: Int, _ style: Style = .text,
    in clip: Rect? = nil
  ) {
    write(text, at: Point(x: x - text.columns, y: y), style, in: clip)
  }

  /// Writes `text` in the middle of row `y` of `rect`, cut where it does not fit.
  package mutating func write(
    _ text: some StringProtocol, centredIn rect: Rect, y: Int, _ style: Style = .text
  ) {
    let shown = text.truncated(to: rect.width)
    let x = rect.x + (rect.width - shown.columns) / 2
    write(shown, at: Point(x: x, y: y), style, in: rect)
  }

  package mutating func fill(_ rect: Rect, with cell: Cell = .blank) {
    let rect = bounds.intersection(rect)
    for y in rect.y..<rect.maxY {
      for x in rect.x..<rect.maxX {
        vacate(x: x, y: y)
        cells[y * size.width + x] = cell
      }
    }
  }

  /// Gives the cells of `rect` another style and keeps what they say.
  package mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let rect = bounds.intersection(rect)
    for y in rect.y..<rect.maxY {
      for x in rect.x..<rect.maxX {
        cells[y * size.width + x].style = change(cells[y * size.width + x].style)
      }
    }
  }

  private mutating func put(_ glyph: Glyph, x: Int, y: Int, _ style: Style) {
    vacate(x: x, y: y)
    cells[y * size.width + x] = Cell(glyph.text, style)
    if glyph.columns == 2 {
      vacate(x: x + 1, y: y)
      cells[y * size.width + x + 1] = Cell("", style)
    }
  }

  // A wide glyph that loses one of its halves leaves a blank in the other.
  private mutating func vacate(x: Int, y: Int) {
    let index = y * size.width + x
    if cells[index].text.isEmpty, x > 0 {
      cells[index - 1].text = " "
      cells[index].text = " "
    }
    if x + 1 < size.width, cells[index + 1].text.isEmpty {
      cells[index + 1].text = " "
    }
  }
}

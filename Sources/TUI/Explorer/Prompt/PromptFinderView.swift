import Terminal

/// What is searched for and the prompts in which it is found, over the left column.
///
/// The picture beside it stays in view.
struct PromptFinderView {
  private let finder: PromptFinder
  private let keymap: Keymap
  private let layout: Layout

  init(_ finder: PromptFinder, keymap: Keymap, in layout: Layout) {
    self.finder = finder
    self.keymap = keymap
    self.layout = layout
  }

  func draw(on frame: inout Frame<Part>) {
    let rows = max(1, min(finder.matches.count, layout.controls.height - 4))
    var box = layout.controls
    box = box.takeTop(rows + 4)
    frame.cover(box)
    frame.mark(box, as: .window)
    frame.canvas.fill(box)
    frame.canvas.frame(box, Style(.focusedBorder))
    frame.canvas.divide(box, at: box.y + 2, Style(.focusedBorder))
    frame.canvas.write(
      " Earlier prompts ", at: Point(x: box.x + 2, y: box.y), Style(.activeTab), in: box)
    let hint =
      "\(keymap.name(of: .history(.accept), in: .finding)) takes it, "
      + "\(keymap.name(of: .go(.back), in: .finding)) leaves"
    frame.canvas.write(" \(hint) ", endingAt: box.maxX - 2, y: box.maxY - 1, .muted, in: box)
    let inner = box.inset(horizontally: 2, vertically: 1)
    drawQuery(in: Rect(x: inner.x, y: inner.y, width: inner.width, height: 1), on: &frame)
    let area = Rect(x: inner.x - 1, y: inner.y + 2, width: inner.width + 1, height: rows)
    if finder.matches.isEmpty {
      let words = finder.query.isEmpty ? "nothing was drawn yet" : "found nowhere"
      frame.canvas.write(words, at: Point(x: inner.x, y: area.y), .muted, in: area)
    }
    List(in: area, count: finder.matches.count, selection: finder.selection).draw(
      on: &frame, as: { .earlier($0) }
    ) { canvas, index, cells, isSelected in
      draw(finder.matches[index], isSelected, in: cells, on: &canvas)
    }
  }

  private func drawQuery(in line: Rect, on frame: inout Frame<Part>) {
    let (characters, cursor) = (finder.query.characters, finder.query.cursor)
    // The end of a long one is seen, and the cursor with it.
    var start = 0
    while characters[start..<cursor].reduce(0, { $0 + $1.columns }) >= line.width { start += 1 }
    frame.canvas.write(
      String(characters[start...]), at: Point(x: line.x, y: line.y), Style(.prompt), in: line)
    let before = characters[start..<cursor].reduce(0) { $0 + $1.columns }
    frame.cursor = Point(x: line.x + before, y: line.y)
  }

  private func draw(
    _ match: PromptFinder.Match, _ isSelected: Bool, in cells: Rect, on canvas: inout Canvas
  ) {
    let characters = match.characters
    // What was found is in view, with a little of what stands before it.
    var start = 0
    if let first = match.places.min(),
      characters[...first].reduce(0, { $0 + $1.columns }) > cells.width
    {
      start = max(0, first - cells.width / 3)
    }
    let shown = (start > 0 ? "…" : "") + String(characters[start...])
    canvas.write(
      shown.truncated(to: cells.width), at: Point(x: cells.x, y: cells.y),
      isSelected ? Style(.selection) : .text, in: cells)
    var x = cells.x + (start > 0 ? 1 : 0)
    for (index, character) in characters.enumerated().dropFirst(start) {
      let columns = character.columns
      if match.places.contains(index), x + columns <= cells.maxX {
        canvas.restyle(Rect(x: x, y: cells.y, width: columns, height: 1)) {
          Style($0.role, .underline)
        }
      }
      x += columns
    }
  }
}

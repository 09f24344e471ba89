import Terminal

/// The keys, in a window over everything else.
struct HelpView {
  private let page: HelpPage
  private let scroll: Int
  private let filter: String
  private let keymap: Keymap

  init(_ page: HelpPage, _ help: HelpState, keymap: Keymap) {
    self.page = page
    self.keymap = keymap
    filter = help.filter
    scroll = min(help.scroll, page.lastScroll)
  }

  func draw(on frame: inout Frame<Part>) {
    var inner = Window("Keys", rows: page.lines.count + 2)
      .open(on: &frame, as: .window, buttons: buttons)
    drawFilter(in: inner.takeTop(2), on: &frame)
    let window = ScrollWindow(count: page.lines.count, height: inner.height, from: scroll)
    for (row, line) in page.lines[window.lines].enumerated() {
      draw(line, at: Point(x: inner.x, y: inner.y + row), in: inner, on: &frame.canvas)
    }
  }

  private func drawFilter(in area: Rect, on frame: inout Frame<Part>) {
    let start = frame.canvas.write("/ ", at: Point(x: area.x, y: area.y), Style(.key), in: area)
    guard !filter.isEmpty else {
      let words = "type to look for a key"
      frame.canvas.write(words, at: Point(x: start, y: area.y), Style(.placeholder), in: area)
      frame.cursor = Point(x: start, y: area.y)
      return
    }
    let end = frame.canvas.write(filter, at: Point(x: start, y: area.y), Style(.prompt), in: area)
    frame.cursor = Point(x: min(end, area.maxX - 1), y: area.y)
  }

  private func draw(
    _ line: HelpPage.Line, at point: Point, in area: Rect, on canvas: inout Canvas
  ) {
    switch line {
    case .blank: break
    case .title(let title): canvas.write(title, at: point, Style(.title), in: area)
    case .row(let keys, let help):
      canvas.write(keys, at: Point(x: point.x + 2, y: point.y), Style(.key), in: area)
      let x = point.x + page.keyColumns + 4
      canvas.write(help, at: Point(x: x, y: point.y), .text, in: area)
    }
  }

  private var buttons: [Window.Button<Part>] {
    guard page.lastScroll > 0 else { return keymap.buttons([("closes", .go(.back))], in: .help) }
    let more: (String, Command) =
      scroll < page.lastScroll ? ("more", .help(.pageDown)) : ("back", .help(.pageUp))
    return keymap.buttons([more, ("closes", .go(.back))], in: .help)
  }
}

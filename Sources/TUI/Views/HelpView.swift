/// The keys, in a window over everything else.
struct HelpView {
  private let state: State
  private let layout: Layout

  init(_ state: State, _ layout: Layout) {
    self.state = state
    self.layout = layout
  }

  private enum Line {
    case blank
    case title(String)
    case row(keys: String, help: String)
  }

  private static let lines: [Line] = Keymap.sections.enumerated().flatMap { index, section in
    (index == 0 ? [] : [Line.blank]) + [.title(section.title)]
      + section.bindings.map { .row(keys: $0.keyNames, help: $0.help) }
  }

  private static func window(in size: Size) -> Rect {
    let area = Rect(size).inset(horizontally: 2, vertically: 1)
    return area.centred(Size(width: 76, height: min(lines.count + 2, area.height)))
  }

  /// The furthest that scrolling goes.
  static func lastScroll(in size: Size) -> Int {
    max(0, lines.count - (window(in: size).height - 2))
  }

  func draw(on frame: inout Frame) {
    let window = Self.window(in: state.size)
    frame.canvas.fill(window)
    frame.canvas.frame(window, Style(.focusedBorder))
    frame.canvas.write(
      " Keys ", at: Point(x: window.x + 2, y: window.y), Style(.activeTab), in: window)
    let last = Self.lastScroll(in: state.size)
    let scroll = min(state.helpScroll, last)
    let inner = window.inset(horizontally: 2, vertically: 1)
    let keyColumns = min(34, inner.width * 2 / 5)
    for row in 0..<min(inner.height, Self.lines.count - scroll) {
      let y = inner.y + row
      switch Self.lines[scroll + row] {
      case .blank: break
      case .title(let title):
        frame.canvas.write(title, at: Point(x: inner.x, y: y), Style(.title), in: inner)
      case .row(let keys, let help):
        frame.canvas.write(
          keys.truncated(to: keyColumns), at: Point(x: inner.x + 2, y: y), Style(.key), in: inner)
        let x = inner.x + keyColumns + 3
        frame.canvas.write(
          help.truncated(to: inner.maxX - x), at: Point(x: x, y: y), .text, in: inner)
      }
    }
    var hint = " Esc closes "
    if last > 0 { hint = scroll < last ? " ↓ more, Esc closes " : " ↑ back, Esc closes " }
    frame.canvas.write(hint, endingAt: window.maxX - 2, y: window.maxY - 1, .muted, in: window)
  }
}

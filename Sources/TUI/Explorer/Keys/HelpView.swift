import Terminal

/// The keys, in a window over everything else.
struct HelpView {
  private let state: State

  init(_ state: State) { self.state = state }

  func draw(on frame: inout Frame) {
    let page = HelpPage(state.keymap, in: state.size)
    let scroll = min(state.helpScroll, page.lastScroll)
    let inner = frame.window(
      "Keys", Size(width: page.columns, height: page.rows), hint: hint(page, scroll))
    for row in 0..<min(inner.height, page.lines.count - scroll) {
      let y = inner.y + row
      switch page.lines[scroll + row] {
      case .blank: break
      case .title(let title):
        frame.canvas.write(title, at: Point(x: inner.x, y: y), Style(.title), in: inner)
      case .row(let keys, let help):
        frame.canvas.write(keys, at: Point(x: inner.x + 2, y: y), Style(.key), in: inner)
        let x = inner.x + page.keyColumns + 4
        frame.canvas.write(help, at: Point(x: x, y: y), .text, in: inner)
      }
    }
  }

  private func hint(_ page: HelpPage, _ scroll: Int) -> String {
    let closing = "\(state.keyName(.go(.back), in: .help)) closes"
    guard page.lastScroll > 0 else { return closing }
    return scroll < page.lastScroll
      ? "\(state.keyName(.help(.down), in: .help)) more, \(closing)"
      : "\(state.keyName(.help(.up), in: .help)) back, \(closing)"
  }
}

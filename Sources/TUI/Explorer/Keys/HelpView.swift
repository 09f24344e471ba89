import Terminal

/// The keys, in a window over everything else.
struct HelpView {
  private let state: State

  init(_ state: State) { self.state = state }

  private enum Line {
    case blank
    case title(String)
    case row(keys: String, help: String)
  }

  private static let rows: [Line] = Keymap.sections.enumerated().flatMap { index, section in
    (index == 0 ? [] : [Line.blank]) + [.title(section.title)]
      + section.bindings.map { .row(keys: $0.keyNames, help: $0.help) }
  }

  private struct Geometry {
    let columns: Int
    let rows: Int
    let keyColumns: Int
    let lines: [Line]

    var lastScroll: Int { max(0, lines.count - rows) }

    init(in size: Size) {
      let area = Rect(size).inset(horizontally: 2, vertically: 1)
      columns = min(84, area.width)
      keyColumns = min(30, (columns - 4) * 2 / 5)
      let helpColumns = columns - 4 - keyColumns - 4
      var lines: [Line] = []
      for row in HelpView.rows {
        guard case .row(let keys, let help) = row else {
          lines.append(row)
          continue
        }
        let keyLines = WrappedText(Array(keys), width: keyColumns).strings(of: keys)
        let helpLines = WrappedText(Array(help), width: helpColumns).strings(of: help)
        for index in 0..<max(keyLines.count, helpLines.count) {
          lines.append(
            .row(
              keys: index < keyLines.count ? keyLines[index] : "",
              help: index < helpLines.count ? helpLines[index] : ""))
        }
      }
      self.lines = lines
      rows = min(lines.count, area.height - 2)
    }
  }

  /// The furthest that scrolling goes.
  static func lastScroll(in size: Size) -> Int { Geometry(in: size).lastScroll }

  func draw(on frame: inout Frame) {
    let geometry = Geometry(in: state.size)
    let last = geometry.lastScroll
    let scroll = min(state.helpScroll, last)
    var hint = "Esc closes"
    if last > 0 { hint = scroll < last ? "↓ more, Esc closes" : "↑ back, Esc closes" }
    let inner = frame.window(
      "Keys", Size(width: geometry.columns, height: geometry.rows), hint: hint)
    for row in 0..<min(inner.height, geometry.lines.count - scroll) {
      let y = inner.y + row
      switch geometry.lines[scroll + row] {
      case .blank: break
      case .title(let title):
        frame.canvas.write(title, at: Point(x: inner.x, y: y), Style(.title), in: inner)
      case .row(let keys, let help):
        frame.canvas.write(keys, at: Point(x: inner.x + 2, y: y), Style(.key), in: inner)
        let x = inner.x + geometry.keyColumns + 4
        frame.canvas.write(help, at: Point(x: x, y: y), .text, in: inner)
      }
    }
  }
}

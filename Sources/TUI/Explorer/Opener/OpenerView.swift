import Recipes
import Terminal

/// The path of a file and what is in its folder, in a window.
struct OpenerView {
  private let opener: PathPrompt
  private let use: Setting.Opened
  private let isReading: Bool
  private let keymap: Keymap

  init(_ opener: PathPrompt, for use: Setting.Opened, isReading: Bool, keymap: Keymap) {
    self.opener = opener
    self.use = use
    self.isReading = isReading
    self.keymap = keymap
  }

  private var buttons: [Window.Button<Part>] {
    keymap.buttons(
      [("completes", .opener(.complete)), ("opens", .opener(.accept)), ("closes", .go(.back))],
      in: .path)
  }

  private static let listRows = 12

  func draw(on frame: inout Frame<Part>) {
    var inner = Window(
      use.title, rows: Self.listRows + 2, hint: "reading…"
    )
    .open(on: &frame, as: .window, buttons: isReading ? [] : buttons)
    drawPath(in: inner.takeTop(1), on: &frame)
    frame.canvas.rule(inner.takeTop(1), Style(.border))
    if let problem = opener.problem {
      let lines = WrappedText(Array(problem), width: inner.width).strings(of: problem)
      for line in lines.prefix(inner.height) {
        frame.canvas.write(line, at: Point(x: inner.x, y: inner.y), Style(.error), in: inner)
        _ = inner.takeTop(1)
      }
    }
    drawList(in: inner, on: &frame)
  }

  /// The end of the path is what is typed: a long one loses its beginning.
  private func drawPath(in line: Rect, on frame: inout Frame<Part>) {
    let field = opener.field
    var first = field.cursor
    var used = 0
    while first > 0, used + field.characters[first - 1].columns <= line.width - 2 {
      first -= 1
      used += field.characters[first].columns
    }
    if first > 0 { frame.canvas.write("…", at: Point(x: line.x, y: line.y), .muted, in: line) }
    let start = first > 0 ? line.x + 1 : line.x
    frame.canvas.write(
      String(field.characters[first...]), at: Point(x: start, y: line.y), Style(.prompt), in: line)
    frame.cursor = Point(x: min(start + used, line.maxX - 1), y: line.y)
  }

  private func drawList(in area: Rect, on frame: inout Frame<Part>) {
    let matches = opener.matches
    guard !matches.isEmpty else {
      guard opener.isListed, opener.problem == nil else { return }
      let words = opener.entries.isEmpty ? use.nothingHere : "Nothing begins like this"
      frame.canvas.write(words, at: Point(x: area.x, y: area.y), .muted, in: area)
      return
    }
    let list = List(in: area, count: matches.count, selection: opener.selection)
    list.draw(on: &frame, as: { .candidate($0) }) { canvas, index, row, isMarked in
      let entry = matches[index]
      let name = (entry.isFolder ? entry.name + "/" : entry.name).truncated(to: row.width)
      let style = Style(isMarked ? .selection : entry.isFolder ? .muted : .text)
      canvas.write(name, at: Point(x: row.x, y: row.y), style, in: row)
    }
  }
}

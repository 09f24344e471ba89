import Recipes
import Terminal

/// The styles, in a window: what each adds, and what is drawn with those that are switched on.
struct StylesView {
  private let styles: StylesState
  /// The prompt as it is drawn.
  private let prompt: String
  private let keymap: Keymap

  init(_ styles: StylesState, prompt: String, keymap: Keymap) {
    self.styles = styles
    self.prompt = prompt
    self.keymap = keymap
  }

  func draw(on frame: inout Frame<Part>) {
    let room = Window.room(on: frame.canvas.size)
    let below = footing(room.width)
    let count = styles.known.count
    let rows = max(1, min(count, room.height - below.count))
    let buttons: [(String, Command)] =
      (count == 0 ? [] : [("switches on and off", .styles(.toggle))]) + [("closes", .go(.back))]
    let inner = Window("Styles", rows: rows + below.count).open(
      on: &frame, as: .window, buttons: keymap.buttons(buttons, in: .styling))
    let area = Rect(x: inner.x, y: inner.y, width: inner.width, height: min(rows, inner.height))
    if count == 0 {
      frame.canvas.write("There are none yet.", at: Point(x: inner.x, y: inner.y), in: area)
    }
    let columns = min(24, styles.known.map(\.name.columns).max() ?? 0)
    List(in: area, count: count, selection: styles.selection).draw(
      on: &frame, as: { .style($0) }
    ) { canvas, index, cells, isSelected in
      draw(styles.known[index], columns, isSelected, in: cells, on: &canvas)
    }
    for (index, line) in below.prefix(max(0, inner.height - area.height)).enumerated() {
      frame.canvas.write(
        line.text, at: Point(x: inner.x, y: area.maxY + index), Style(line.role), in: inner)
    }
  }

  private func draw(
    _ style: PromptStyle, _ columns: Int, _ isSelected: Bool, in cells: Rect,
    on canvas: inout Canvas
  ) {
    let isOn = styles.active.contains(style.name)
    let y = cells.y
    var x = canvas.write(
      isOn ? "● " : "○ ", at: Point(x: cells.x, y: y), Style(isOn ? .success : .muted), in: cells)
    canvas.write(
      style.name.truncated(to: columns), at: Point(x: x, y: y),
      isSelected ? Style(.selection) : .text, in: cells)
    x += columns + 2
    let words = style.prompt + (style.negative.isEmpty ? "" : "  − \(style.negative)")
    canvas.write(words.truncated(to: cells.maxX - x), at: Point(x: x, y: y), .muted, in: cells)
  }

  /// What is drawn, what is wrong with the file, and where it is.
  private func footing(_ width: Int) -> [(role: Role, text: String)] {
    func lines(_ role: Role, _ text: String, atMost most: Int) -> [(role: Role, text: String)] {
      let lines = WrappedText(Array(text), width: width).strings(of: text)
      return lines.prefix(most).map { (role, $0) }
    }
    var all: [(role: Role, text: String)] = []
    if styles.known.isEmpty {
      all += lines(.muted, "A style is a table of \(styles.path), such as", atMost: 2)
      all += [(.text, "  [watercolour]"), (.text, "  prompt = \"{prompt}, watercolour\"")]
    } else if !styles.added.isEmpty, !prompt.isEmpty {
      all += [(.text, "")] + lines(.prompt, "Draws: \(prompt)", atMost: 3)
    }
    if let problem = styles.problems.first {
      all += [(.text, "")] + lines(.error, problem, atMost: 3)
    }
    return all
  }
}

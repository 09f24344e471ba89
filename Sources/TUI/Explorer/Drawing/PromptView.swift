import Recipes
import Terminal

/// The prompt and the negative prompt.
struct PromptView {
  private let state: State
  private let layout: Layout

  init(_ state: State, _ layout: Layout) {
    self.state = state
    self.layout = layout
  }

  func draw(on frame: inout Frame) {
    frame.canvas.frame(layout.controls, Style(.border))
    frame.heading("Prompt", over: layout.prompt, in: layout.controls, state.focus == .prompt)
    frame.canvas.divide(layout.controls, at: layout.negative.y - 1, Style(.border))
    frame.heading("Negative", over: layout.negative, in: layout.controls, state.focus == .negative)
    draw(
      state.prompt, in: layout.prompt, isFocused: state.focus == .prompt,
      placeholder: state.facts.example, on: &frame)
    draw(
      state.negative, in: layout.negative, isFocused: state.focus == .negative,
      placeholder: "nothing to avoid", on: &frame)
  }

  private func draw(
    _ field: PromptField, in area: Rect, isFocused: Bool, placeholder: String,
    on frame: inout Frame
  ) {
    if field.isEmpty {
      let hint = WrappedText(Array(placeholder), width: area.width)
      for (index, range) in hint.lines.prefix(area.height).enumerated() {
        let line = String(Array(placeholder)[range])
        frame.canvas.write(
          line, at: Point(x: area.x, y: area.y + index), Style(.placeholder), in: area)
      }
      if isFocused { frame.cursor = Point(x: area.x, y: area.y) }
      return
    }
    // The last column is for a cursor behind a full line.
    let wrapped = WrappedText(field.characters, width: area.width - 1)
    let line = wrapped.line(of: field.cursor)
    let visible = isFocused ? line : 0
    let first = max(0, min(visible - area.height / 2, wrapped.lines.count - area.height))
    for row in 0..<min(area.height, wrapped.lines.count - first) {
      let text = String(field.characters[wrapped.lines[first + row]])
      frame.canvas.write(
        text, at: Point(x: area.x, y: area.y + row), Style(isFocused ? .prompt : .text), in: area)
    }
    guard isFocused else { return }
    let before = field.characters[wrapped.lines[line].lowerBound..<field.cursor]
    let column = before.reduce(0) { $0 + $1.columns }
    frame.cursor = Point(
      x: min(area.x + column, area.maxX - 1), y: area.y + line - first)
  }
}

extension Frame {
  /// Writes the title of a part of a frame on the line above it, and marks the one in focus.
  mutating func heading(_ title: String, over area: Rect, in frame: Rect, _ isFocused: Bool) {
    let point = Point(x: frame.x + 2, y: area.y - 1)
    if isFocused {
      canvas.restyle(
        Rect(x: frame.x, y: area.y - 1, width: frame.width, height: 1)
      ) { _ in Style(.focusedBorder) }
      for x in [frame.x, frame.maxX - 1] {
        canvas.restyle(Rect(x: x, y: area.y, width: 1, height: area.height)) { _ in
          Style(.focusedBorder)
        }
      }
    }
    canvas.write(" \(title) ", at: point, Style(isFocused ? .activeTab : .title), in: frame)
  }
}

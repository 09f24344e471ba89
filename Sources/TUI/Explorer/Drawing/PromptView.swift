import Engine
import Recipes
import Terminal

/// The prompt and the negative prompt.
struct PromptView {
  private let prompt: Field
  private let negative: Field
  private let layout: Layout

  /// A text, and what stands in its place while it is empty.
  struct Field {
    let text: PromptField
    let placeholder: String
    let isFocused: Bool
    /// What the model makes of the text, once that is known.
    var report: PromptReport?
  }

  init(prompt: Field, negative: Field, in layout: Layout) {
    self.prompt = prompt
    self.negative = negative
    self.layout = layout
  }

  func draw(on frame: inout Frame<Part>) {
    frame.canvas.frame(layout.controls, Style(.border))
    frame.heading("Prompt", over: layout.prompt, in: layout.controls, prompt.isFocused)
    if let report = prompt.report, !prompt.text.isEmpty {
      frame.canvas.write(
        " \(report.tokens)/\(report.limit) tokens ", endingAt: layout.controls.maxX - 2,
        y: layout.prompt.y - 1, Style(report.isTruncated ? .notice : .muted))
    }
    frame.canvas.divide(layout.controls, at: layout.negative.y - 1, Style(.border))
    frame.heading("Negative", over: layout.negative, in: layout.controls, negative.isFocused)
    draw(prompt, in: layout.prompt, on: &frame)
    draw(negative, in: layout.negative, on: &frame)
    frame.mark(layout.prompt, as: .prompt)
    frame.mark(layout.negative, as: .negative)
  }

  private func draw(_ field: Field, in area: Rect, on frame: inout Frame<Part>) {
    if field.text.isEmpty {
      let hint = WrappedText(Array(field.placeholder), width: area.width)
      let lines = hint.strings(of: field.placeholder).prefix(area.height)
      for (index, line) in lines.enumerated() {
        frame.canvas.write(
          line, at: Point(x: area.x, y: area.y + index), Style(.placeholder), in: area)
      }
      if field.isFocused { frame.cursor = Point(x: area.x, y: area.y) }
      return
    }
    let (characters, cursor) = (field.text.characters, field.text.cursor)
    // The last column is for a cursor behind a full line.
    let wrapped = WrappedText(characters, width: area.width - 1)
    let line = wrapped.line(of: cursor)
    let window = ScrollWindow(
      count: wrapped.lines.count, height: area.height, around: field.isFocused ? line : 0)
    for (row, range) in wrapped.lines[window.lines].enumerated() {
      frame.canvas.write(
        String(characters[range]), at: Point(x: area.x, y: area.y + row),
        Style(field.isFocused ? .prompt : .text), in: area)
      // What the model does not read is there and out of the way.
      let unread = max(range.lowerBound, field.report?.charactersRead ?? range.upperBound)
      guard unread < range.upperBound else { continue }
      let before = characters[range.lowerBound..<unread].reduce(0) { $0 + $1.columns }
      frame.canvas.restyle(
        Rect(x: area.x + before, y: area.y + row, width: area.width - before, height: 1)
      ) { _ in Style(.placeholder) }
    }
    guard field.isFocused else { return }
    let before = characters[wrapped.lines[line].lowerBound..<cursor]
    let column = before.reduce(0) { $0 + $1.columns }
    frame.cursor = Point(
      x: min(area.x + column, area.maxX - 1), y: area.y + line - window.lines.lowerBound)
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

import Terminal

/// An error that is longer than its line, in a window.
struct ProblemView {
  private let lines: [String]
  private let columns: Int

  /// Nil where there is no error, or where it is seen whole in its line.
  init?(_ state: State) {
    guard let message = state.message, message.kind == .error, !state.hasWindow,
      message.text.columns + 2 > state.size.width - 4
    else { return nil }
    columns = min(84, state.size.width - 4)
    lines = WrappedText(Array(message.text), width: columns - 4).strings(of: message.text)
  }

  func draw(on frame: inout Frame) {
    let inner = frame.window(
      "What went wrong", Size(width: columns, height: lines.count), hint: "Esc closes")
    for (row, line) in lines.prefix(inner.height).enumerated() {
      frame.canvas.write(line, at: Point(x: inner.x, y: inner.y + row), .text, in: inner)
    }
  }
}

import Terminal

/// An error that is longer than its line, in a window.
struct ProblemView {
  private let lines: [String]
  private let columns: Int
  private let hint: String

  init(_ problem: String, in state: State) {
    columns = min(84, state.size.width - 4)
    lines = WrappedText(Array(problem), width: columns - 4).strings(of: problem)
    hint = "\(state.keyName(.go(.back), in: state.place)) closes"
  }

  func draw(on frame: inout Frame) {
    let inner = frame.window(
      "What went wrong", Size(width: columns, height: lines.count), hint: hint)
    for (row, line) in lines.prefix(inner.height).enumerated() {
      frame.canvas.write(line, at: Point(x: inner.x, y: inner.y + row), .text, in: inner)
    }
  }
}

import Terminal

/// An error that is longer than its line, in a window.
struct ProblemView {
  private let problem: String
  private let hint: String

  /// - Parameter hint: how the window is closed.
  init(_ problem: String, hint: String) {
    self.problem = problem
    self.hint = hint
  }

  func draw(on frame: inout Frame<Part>) {
    let room = Window.room(on: frame.canvas.size)
    let lines = WrappedText(Array(problem), width: room.width).strings(of: problem)
    let inner = Window("What went wrong", rows: lines.count, hint: hint)
      .open(on: &frame, as: .window)
    for (row, line) in lines.prefix(inner.height).enumerated() {
      frame.canvas.write(line, at: Point(x: inner.x, y: inner.y + row), .text, in: inner)
    }
  }
}

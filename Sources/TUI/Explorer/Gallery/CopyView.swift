import Terminal

/// What can be copied, in a window.
struct CopyView {
  private let keymap: Keymap

  init(keymap: Keymap) { self.keymap = keymap }

  func draw(on frame: inout Frame<Part>) {
    let rows = keymap.bindings.filter { binding in
      binding.strokes.contains { if case .copy = $0.command { true } else { false } }
    }
    let inner = Window("Copy", rows: rows.count).open(
      on: &frame, as: .window,
      buttons: keymap.buttons([("closes", .go(.back))], in: .copying))
    for (row, binding) in rows.prefix(inner.height).enumerated() {
      let point = Point(x: inner.x, y: inner.y + row)
      if let command = binding.strokes.first?.command {
        frame.mark(
          Rect(x: inner.x, y: point.y, width: inner.width, height: 1), as: .button(command))
      }
      let end = frame.canvas.write(keymap.names(of: binding), at: point, Style(.key), in: inner)
      frame.canvas.write(
        binding.help, at: Point(x: max(end + 2, inner.x + 4), y: point.y), in: inner)
    }
  }
}

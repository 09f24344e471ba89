import Terminal

/// What can be copied, in a window.
struct CopyView {
  private let keymap: Keymap

  init(keymap: Keymap) { self.keymap = keymap }

  func draw(on frame: inout Frame<Part>) {
    let rows = keymap.bindings.filter { binding in
      binding.strokes.contains { if case .copy = $0.command { true } else { false } }
    }
    let hint = "\(keymap.name(of: .go(.back), in: .copying)) closes"
    let inner = Window("Copy", rows: rows.count, hint: hint).open(on: &frame, as: .window)
    for (row, binding) in rows.prefix(inner.height).enumerated() {
      let point = Point(x: inner.x, y: inner.y + row)
      let end = frame.canvas.write(binding.keyNames, at: point, Style(.key), in: inner)
      frame.canvas.write(
        binding.help, at: Point(x: max(end + 2, inner.x + 4), y: point.y), in: inner)
    }
  }
}

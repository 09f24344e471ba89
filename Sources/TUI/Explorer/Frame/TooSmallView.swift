import Terminal

/// What is said on a screen that is too small for anything else.
struct TooSmallView {
  private let size: Size
  private let isRunning: Bool
  private let message: String?
  private let keymap: Keymap

  init(size: Size, isRunning: Bool, message: String?, keymap: Keymap) {
    self.size = size
    self.message = message
    self.isRunning = isRunning
    self.keymap = keymap
  }

  func draw(on frame: inout Frame<Part>) {
    let area = frame.canvas.bounds
    let wanted = "\(Size.smallest.width)×\(Size.smallest.height)"
    var lines = [
      "wurst needs \(wanted)", "this is \(size.width)×\(size.height)",
      "\(keymap.name(of: .program(.quit), in: .preview)) quits",
    ]
    if isRunning { lines.insert("drawing goes on", at: 2) }
    if let message { lines += WrappedText(Array(message), width: area.width).strings(of: message) }
    lines = Array(lines.prefix(area.height))
    let top = area.y + (area.height - lines.count) / 2
    for (index, line) in lines.enumerated() {
      frame.canvas.write(
        line, centredIn: area, y: top + index, index == 0 ? Style(.title) : .muted)
    }
  }
}

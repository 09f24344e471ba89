import Terminal

/// The last two lines: what there is to say, and the keys that are useful now.
struct StatusBar {
  private let line: Line?
  private let keys: [Key]
  private let layout: Layout

  struct Line {
    let role: Role
    let text: String

    init(_ role: Role, _ text: String) {
      self.role = role
      self.text = text
    }

    init(_ message: Message) {
      switch message.kind {
      case .info: self.init(.text, message.text)
      case .success: self.init(.success, "✓ \(message.text)")
      case .notice: self.init(.notice, message.text)
      case .error: self.init(.error, "✗ \(message.text)")
      }
    }
  }

  struct Key {
    let names: String
    let label: String
    let command: Command
    /// Those with a lower one are shown first where there is not room for all.
    let rank: Int

    var columns: Int { names.columns + 1 + label.columns }
  }

  init(_ line: Line?, keys: [Key], in layout: Layout) {
    self.line = line
    self.keys = keys
    self.layout = layout
  }

  func draw(on frame: inout Frame<Part>) {
    drawLine(on: &frame.canvas)
    drawKeys(on: &frame)
  }

  private func drawLine(on canvas: inout Canvas) {
    let area = layout.message.inset(horizontally: 2, vertically: 0)
    guard let line else { return }
    canvas.write(
      line.text.truncated(to: area.width), at: Point(x: area.x, y: area.y), Style(line.role),
      in: area)
  }

  private func drawKeys(on frame: inout Frame<Part>) {
    let area = layout.footer.inset(horizontally: 2, vertically: 0)
    var x = area.x
    for key in fitting(area.width) {
      let start = x
      x = frame.canvas.write(key.names, at: Point(x: x, y: area.y), Style(.key), in: area)
      x = frame.canvas.write(" " + key.label, at: Point(x: x, y: area.y), .muted, in: area)
      frame.mark(Rect(x: start, y: area.y, width: x - start, height: 1), as: .button(key.command))
      x += gap
    }
  }

  private let gap = 3
  private static let most = 6

  /// The most useful keys that fit, the most useful first.
  private func fitting(_ columns: Int) -> [Key] {
    let ranks = keys.indices.sorted { keys[$0].rank < keys[$1].rank }
    var chosen: [Int] = []
    var used = -gap
    for index in ranks {
      let width = keys[index].columns + gap
      if used + width > columns { continue }
      used += width
      chosen.append(index)
      if chosen.count == Self.most { break }
    }
    return chosen.map { keys[$0] }
  }
}

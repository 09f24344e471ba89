import Terminal

/// The path of a picture and what is in its folder, in a window.
struct OpenerView {
  private let opener: PicturePrompt
  private let isReading: Bool
  private let keymap: Keymap

  init(_ opener: PicturePrompt, isReading: Bool, keymap: Keymap) {
    self.opener = opener
    self.isReading = isReading
    self.keymap = keymap
  }

  private var hint: String {
    let complete = keymap.name(of: .opener(.complete), in: .path)
    let accept = keymap.name(of: .opener(.accept), in: .path)
    let back = keymap.name(of: .go(.back), in: .path)
    return "\(complete) completes, \(accept) opens, \(back) closes"
  }

  private static let listRows = 12

  func draw(on frame: inout Frame) {
    var inner = frame.window(
      "Begin from a picture", Size(width: 84, height: Self.listRows + 2),
      hint: isReading ? "reading…" : hint)
    drawPath(in: inner.takeTop(1), on: &frame)
    frame.canvas.write(
      String(repeating: "─", count: inner.width), at: Point(x: inner.x, y: inner.y),
      Style(.border), in: inner)
    _ = inner.takeTop(1)
    if let problem = opener.problem {
      let lines = WrappedText(Array(problem), width: inner.width).strings(of: problem)
      for line in lines.prefix(inner.height) {
        frame.canvas.write(line, at: Point(x: inner.x, y: inner.y), Style(.error), in: inner)
        _ = inner.takeTop(1)
      }
    }
    drawList(in: inner, on: &frame)
  }

  /// The end of the path is what is typed: a long one loses its beginning.
  private func drawPath(in line: Rect, on frame: inout Frame) {
    let field = opener.field
    var first = field.cursor
    var used = 0
    while first > 0, used + field.characters[first - 1].columns <= line.width - 2 {
      first -= 1
      used += field.characters[first].columns
    }
    if first > 0 { frame.canvas.write("…", at: Point(x: line.x, y: line.y), .muted, in: line) }
    let start = first > 0 ? line.x + 1 : line.x
    frame.canvas.write(
      String(field.characters[first...]), at: Point(x: start, y: line.y), Style(.prompt), in: line)
    frame.cursor = Point(x: min(start + used, line.maxX - 1), y: line.y)
  }

  private func drawList(in area: Rect, on frame: inout Frame) {
    let matches = opener.matches
    guard !matches.isEmpty else {
      guard opener.isListed, opener.problem == nil else { return }
      let isEmpty = opener.entries.isEmpty
      let words = isEmpty ? "No folders or pictures here" : "Nothing begins like this"
      frame.canvas.write(words, at: Point(x: area.x, y: area.y), .muted, in: area)
      return
    }
    let marked = opener.selection ?? 0
    let first = max(0, min(marked - area.height / 2, matches.count - area.height))
    for (row, index) in (first..<min(matches.count, first + area.height)).enumerated() {
      let entry = matches[index]
      let isMarked = index == opener.selection
      let y = area.y + row
      if isMarked { frame.canvas.write("▸", at: Point(x: area.x, y: y), Style(.selection)) }
      let name = (entry.isFolder ? entry.name + "/" : entry.name).truncated(to: area.width - 2)
      let style = Style(isMarked ? .selection : entry.isFolder ? .muted : .text)
      frame.canvas.write(name, at: Point(x: area.x + 2, y: y), style, in: area)
    }
  }
}

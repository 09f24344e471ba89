import Terminal

/// The line that a command is typed into, and above it what may be meant.
struct CommandLineView {
  let entry: CommandEntry
  let candidates: [CommandCandidate]
  /// What there is to say of the line.
  let note: Message?
  let layout: Layout

  private static let mostRows = 10
  private static let mostColumns = 100

  func draw(on frame: inout Frame<Part>) {
    frame.cursor = nil
    drawCandidates(on: &frame)
    drawLine(on: &frame)
  }

  private func drawCandidates(on frame: inout Frame<Part>) {
    let rows = min(Self.mostRows, candidates.count) + (note == nil ? 0 : 1)
    guard rows > 0 else { return }
    let size = frame.canvas.size
    let height = min(rows + 2, layout.message.y - 1)
    let box = Rect(
      x: 0, y: layout.message.y - height, width: min(Self.mostColumns, size.width), height: height)
    frame.cover(box)
    frame.mark(box, as: .window)
    frame.canvas.fill(box)
    frame.canvas.frame(box, Style(.focusedBorder))
    frame.canvas.write(" Commands ", at: Point(x: box.x + 2, y: box.y), Style(.activeTab), in: box)
    var inner = box.inset(horizontally: 2, vertically: 1)
    if let note {
      let line = inner.takeTop(1)
      let words = StatusBar.Line(note)
      frame.canvas.write(
        words.text.truncated(to: line.width), at: Point(x: line.x, y: line.y), Style(words.role))
    }
    let list = List(in: inner, count: candidates.count, selection: entry.chosen ?? 0)
    let names = candidates[list.visible].map(\.listed.columns).max() ?? 0
    let keys = candidates[list.visible].map(\.keys.columns).max() ?? 0
    let columns = min(names, inner.width / 2)
    list.draw(on: &frame, as: { .candidate($0) }) { canvas, index, row, isSelected in
      let candidate = candidates[index]
      var row = row
      let keyColumn = row.maxX - keys
      canvas.write(candidate.keys, at: Point(x: keyColumn, y: row.y), Style(.key), in: row)
      let style = candidate.obstacle == nil ? Style(.text) : .muted
      let name = row.takeLeft(columns)
      canvas.write(
        candidate.listed.truncated(to: columns), at: Point(x: name.x, y: name.y),
        isSelected ? Style(.selection) : style, in: name)
      let room = keyColumn - row.x - 3
      canvas.write(
        candidate.help.truncated(to: max(0, room)), at: Point(x: row.x + 2, y: row.y), .muted,
        in: row)
    }
  }

  /// The end of what is typed is seen.
  private func drawLine(on frame: inout Frame<Part>) {
    let line = layout.message
    frame.canvas.fill(line)
    let field = entry.field
    let start = frame.canvas.write(" :", at: Point(x: line.x, y: line.y), Style(.key), in: line)
    let room = line.maxX - start - 2
    var first = field.cursor
    var used = 0
    while first > 0, used + field.characters[first - 1].columns <= room {
      first -= 1
      used += field.characters[first].columns
    }
    frame.canvas.write(
      String(field.characters[first...]), at: Point(x: start, y: line.y), Style(.prompt), in: line)
    frame.cursor = Point(x: min(start + used, line.maxX - 1), y: line.y)
  }
}

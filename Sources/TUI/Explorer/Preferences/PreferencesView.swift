import Terminal

/// All that `config.toml` can hold, in a window.
struct PreferencesView {
  private let preferences: PreferencesState
  /// The values that the marked row can have, where they are known.
  private let options: [String]
  private let keymap: Keymap

  init(_ preferences: PreferencesState, options: [String], keymap: Keymap) {
    self.preferences = preferences
    self.options = options
    self.keymap = keymap
  }

  private static let detailRows = 4

  private var buttons: [Window.Button<Part>] {
    preferences.field == nil
      ? keymap.buttons(
        [("types a value", .preferences(.accept)), ("closes", .go(.back))], in: .preferences)
      : keymap.buttons(
        [("keeps it", .preferences(.accept)), ("leaves it as it was", .go(.back))], in: .value)
  }

  func draw(on frame: inout Frame<Part>) {
    let rows = preferences.rows
    var inner = Window(
      "Settings that are kept", rows: max(1, rows.count) + 1 + Self.detailRows
    ).open(on: &frame, as: .window, buttons: buttons)
    let details = inner.takeBottom(Self.detailRows)
    frame.canvas.rule(inner.takeBottom(1), Style(.border))
    let names = (rows.map(\.name.columns).max() ?? 0) + 2
    let list = List(in: inner, count: rows.count, selection: preferences.selection)
    var cursor: Point?
    list.draw(on: &frame, as: { .preference($0) }) { canvas, index, row, isSelected in
      let preference = rows[index]
      canvas.write(
        preference.name, at: Point(x: row.x, y: row.y), isSelected ? Style(.selection) : .text,
        in: row)
      var value = row
      _ = value.takeLeft(names)
      let note = preference.override == nil ? "" : "overridden"
      canvas.write(note, endingAt: row.maxX, y: row.y, .muted, in: row)
      value = value.intersection(
        Rect(x: value.x, y: value.y, width: value.width - note.columns - 2, height: 1))
      if isSelected, let field = preferences.field {
        let end = draw(field, in: value, on: &canvas)
        cursor = Point(x: end, y: row.y)
        return
      }
      let isTurned = isSelected && !options.isEmpty
      let text = isTurned ? "‹ \(preference.shown) ›" : preference.shown
      canvas.write(
        text.truncated(to: value.width), at: Point(x: value.x, y: value.y),
        isSelected ? Style(.selection) : preference.value == nil ? .muted : Style(.value), in: value
      )
    }
    frame.cursor = cursor
    drawDetails(in: details, on: &frame.canvas)
  }

  /// The end of what is typed is seen; returns where the cursor is.
  private func draw(_ field: PromptField, in area: Rect, on canvas: inout Canvas) -> Int {
    var first = field.cursor
    var used = 0
    while first > 0, used + field.characters[first - 1].columns < area.width {
      first -= 1
      used += field.characters[first].columns
    }
    canvas.write(
      String(field.characters[first...]), at: Point(x: area.x, y: area.y),
      Style(.prompt, .underline), in: area)
    return min(area.x + used, area.maxX - 1)
  }

  private func drawDetails(in area: Rect, on canvas: inout Canvas) {
    guard let marked = preferences.marked else { return }
    var lines: [(String, Style)] = []
    func add(_ text: String, _ style: Style) {
      let wrapped = WrappedText(Array(text), width: area.width).strings(of: text)
      lines += wrapped.map { ($0, style) }
    }
    if let problem = preferences.problem { add("✗ \(problem)", Style(.error)) }
    if let override = marked.override {
      add("\(override) goes before it while wurst runs", Style(.notice))
    }
    add(marked.help, .text)
    add(marked.wanted.prefix(1).uppercased() + marked.wanted.dropFirst() + ".", .muted)
    let begin = marked.isAtOnce ? "at once" : "from the next start on"
    add("Without it: \(marked.usual). A change holds \(begin).", .muted)
    for (row, (line, style)) in lines.prefix(area.height).enumerated() {
      canvas.write(line, at: Point(x: area.x, y: area.y + row), style, in: area)
    }
  }
}

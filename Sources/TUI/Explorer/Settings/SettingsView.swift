import Engine
import Recipes
import Terminal

/// The settings, one or two on a row, below the titles of their groups.
struct SettingsView {
  private let settings: SettingsState
  private let facts: ModelFacts
  private let isFocused: Bool
  private let layout: Layout
  private let lines: [SettingRows.Line]

  init(_ settings: SettingsState, facts: ModelFacts, isFocused: Bool, in layout: Layout) {
    self.settings = settings
    self.facts = facts
    self.isFocused = isFocused
    self.layout = layout
    let room = layout.settings.width
    lines =
      SettingRows(settings.shown(facts)) { Self.columns($0, settings, facts) <= room }.lines
  }

  /// What a row takes with one of its values marked.
  private static func columns(
    _ row: [Setting], _ settings: SettingsState, _ facts: ModelFacts
  ) -> Int {
    let label = row.first.map { $0.place.heading ?? $0.shortLabel(facts) } ?? ""
    let values = row.reduce(0) { $0 + $1.text(in: settings.recipe, facts).columns }
    let joints = row.dropFirst().reduce(0) { $0 + $1.place.joint.columns }
    return indent + label.columns + 1 + values + joints + 4
  }

  private static let indent = 1

  func draw(on frame: inout Frame<Part>) {
    let area = layout.settings
    frame.canvas.divide(layout.controls, at: area.y - 1, Style(.border))
    frame.heading("Settings", over: area, in: layout.controls, isFocused)
    let marked =
      lines.firstIndex {
        if case .row(let row) = $0 { row.contains(settings.marked) } else { false }
      } ?? 0
    let window = ScrollWindow(count: lines.count, height: area.height, around: marked)
    for (row, index) in window.lines.enumerated() {
      let y = area.y + row
      switch lines[index] {
      case .title(let group): draw(group, y: y, on: &frame)
      case .row(let settings): draw(settings, y: y, on: &frame)
      }
    }
    drawHint(of: window, on: &frame)
  }

  private func draw(_ group: Setting.Place.Group, y: Int, on frame: inout Frame<Part>) {
    let area = layout.settings
    frame.canvas.write(
      group.title(facts), at: Point(x: area.x, y: y),
      group.stage.map { Style($0.role) } ?? Style(.title),
      in: area)
  }

  /// Says where more settings are than are seen.
  private func drawHint(of window: ScrollWindow, on frame: inout Frame<Part>) {
    let arrows = (window.hidesAbove ? "↑" : "") + (window.hidesBelow ? "↓" : "")
    guard !arrows.isEmpty else { return }
    frame.canvas.write(
      " \(arrows) ", endingAt: layout.controls.maxX - 2, y: layout.settings.y - 1, .muted)
  }

  private func draw(_ row: [Setting], y: Int, on frame: inout Frame<Part>) {
    let area = layout.settings
    guard let first = row.first else { return }
    frame.mark(Rect(x: area.x, y: y, width: area.width, height: 1), as: .setting(first))
    let isChosen = isFocused && row.contains(settings.marked)
    // A row of its own says which one of two it is.
    let alone = row.count == 1 && first.place.heading != nil
    let label = alone ? first.label(facts) : first.place.heading ?? first.shortLabel(facts)
    let labelEnd = frame.canvas.write(
      label, at: Point(x: area.x + Self.indent, y: y), isChosen ? Style(.selection) : .text,
      in: area)
    var x = area.maxX
    if first == .seed {
      let mode = " \(settings.seedMode.rawValue)"
      frame.canvas.write(mode, endingAt: x, y: y, .muted, in: area)
      x -= mode.columns
    }
    for setting in row.reversed() {
      let text = value(of: setting).truncated(to: x - labelEnd - 1)
      frame.canvas.write(text, endingAt: x, y: y, valueStyle(setting), in: area)
      let isEdited = setting == settings.marked && isFocused && settings.entry != nil
      if isEdited { frame.cursor = Point(x: min(x, area.maxX), y: y) }
      x -= text.columns
      frame.mark(Rect(x: x, y: y, width: text.columns, height: 1), as: .setting(setting))
      if setting != first {
        frame.canvas.write(setting.place.joint, endingAt: x, y: y, .muted, in: area)
        x -= setting.place.joint.columns
      }
    }
  }

  private func value(of setting: Setting) -> String {
    let isChosen = isFocused && setting == settings.marked
    if isChosen, let entry = settings.entry { return entry }
    let own = setting == .preset ? settings.ownPreset(facts)?.name : nil
    let text = own ?? setting.text(in: settings.recipe, facts)
    return isChosen ? "‹ \(text) ›" : text
  }

  private func valueStyle(_ setting: Setting) -> Style {
    if isFocused && setting == settings.marked {
      return Style(.selection, settings.entry == nil ? [] : .underline)
    }
    return setting.isUnset(in: settings.recipe, facts) ? .muted : Style(.value)
  }
}

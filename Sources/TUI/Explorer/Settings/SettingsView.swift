import Engine
import Recipes
import Terminal

/// The settings, one or two on a row.
struct SettingsView {
  private let settings: SettingsState
  private let facts: ModelFacts
  private let isFocused: Bool
  private let layout: Layout
  private let rows: [[Setting]]
  /// After how many rows an empty one may come.
  private let gaps: [Int]

  init(_ settings: SettingsState, facts: ModelFacts, isFocused: Bool, in layout: Layout) {
    self.settings = settings
    self.facts = facts
    self.isFocused = isFocused
    self.layout = layout
    let shown = SettingRows(settings.shown(facts))
    let fits = { (row: [Setting]) in
      row.count == 1 || Self.columns(row, settings, facts) <= layout.settings.width
    }
    // Where two have no room on a row, each has one of its own.
    let isSplit = !shown.rows.allSatisfy(fits)
    rows = shown.rows.flatMap { fits($0) ? [$0] : $0.map { [$0] } }
    gaps = isSplit ? [] : shown.gaps
  }

  /// What a row takes with one of its values marked.
  private static func columns(
    _ row: [Setting], _ settings: SettingsState, _ facts: ModelFacts
  ) -> Int {
    let label = row.first.map { $0.place.heading ?? $0.label(facts) } ?? ""
    let values = row.reduce(0) { $0 + $1.text(in: settings.recipe, facts).columns }
    let joints = row.dropFirst().reduce(0) { $0 + $1.place.joint.columns }
    return label.columns + 1 + values + joints + 4
  }

  func draw(on frame: inout Frame<Part>) {
    let area = layout.settings
    frame.canvas.divide(layout.controls, at: area.y - 1, Style(.border))
    frame.heading("Settings", over: area, in: layout.controls, isFocused)
    let window = ScrollWindow(
      count: rows.count, height: area.height,
      around: rows.firstIndex { $0.contains(settings.marked) } ?? 0)
    let isSpaced = area.height >= rows.count + gaps.count
    var y = area.y
    for index in window.lines {
      if isSpaced && gaps.contains(index) { y += 1 }
      draw(rows[index], y: y, on: &frame)
      y += 1
    }
    drawHint(of: window, on: &frame)
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
    let label = first.place.heading ?? first.label(facts)
    let labelEnd = frame.canvas.write(
      label, at: Point(x: area.x, y: y), isChosen ? Style(.selection) : labelStyle(first),
      in: area)
    var x = area.maxX
    if first == .seed {
      let mode = settings.seedIsRandom ? " random" : " locked"
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

  private func labelStyle(_ setting: Setting) -> Style {
    switch setting.place.stage {
    case .c: Style(.stageC)
    case .b: Style(.stageB)
    default: .text
    }
  }

  private func value(of setting: Setting) -> String {
    let isChosen = isFocused && setting == settings.marked
    if isChosen, let entry = settings.entry { return entry }
    let text = setting.text(in: settings.recipe, facts)
    return isChosen ? "‹ \(text) ›" : text
  }

  private func valueStyle(_ setting: Setting) -> Style {
    if isFocused && setting == settings.marked {
      return Style(.selection, settings.entry == nil ? [] : .underline)
    }
    return setting.isUnset(in: settings.recipe, facts) ? .muted : Style(.value)
  }
}

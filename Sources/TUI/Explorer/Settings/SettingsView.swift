import Engine
import Recipes
import Terminal

/// The settings, one or two on a row.
struct SettingsView {
  /// The rows that show these settings, and after how many of them an empty one may come.
  struct Rows {
    private(set) var rows: [[Setting]] = []
    private(set) var gaps: [Int] = []

    init(_ settings: [Setting]) {
      for setting in settings {
        let before = rows.last?.last?.place
        if before?.group == setting.place.group && before?.row == setting.place.row {
          rows[rows.count - 1].append(setting)
          continue
        }
        if let before, before.group != setting.place.group { gaps.append(rows.count) }
        rows.append([setting])
      }
    }
  }

  private let state: State
  private let layout: Layout
  private let shown: Rows

  init(_ state: State, _ layout: Layout) {
    self.state = state
    self.layout = layout
    shown = Rows(state.settings.shown(state.facts))
  }

  private var isFocused: Bool { state.focus == .settings }

  func draw(on frame: inout Frame<Part>) {
    let area = layout.settings
    frame.canvas.divide(layout.controls, at: area.y - 1, Style(.border))
    frame.heading("Settings", over: area, in: layout.controls, isFocused)
    let rows = shown.rows
    let focused = rows.firstIndex { $0.contains(state.settings.marked) } ?? 0
    let first = max(0, min(focused - area.height / 2, rows.count - area.height))
    let isSpaced = area.height >= rows.count + shown.gaps.count
    var y = area.y
    for index in first..<min(rows.count, first + area.height) {
      if isSpaced && shown.gaps.contains(index) { y += 1 }
      draw(rows[index], y: y, on: &frame)
      y += 1
    }
    drawHints(of: first, on: &frame)
  }

  private func drawHints(of first: Int, on frame: inout Frame<Part>) {
    let area = layout.settings
    let hidden = (above: first > 0, below: first + area.height < shown.rows.count)
    let hint = hidden.above && hidden.below ? " ↑↓ " : hidden.above ? " ↑ " : " ↓ "
    guard hidden.above || hidden.below else { return }
    frame.canvas.write(hint, endingAt: layout.controls.maxX - 2, y: area.y - 1, .muted)
  }

  private func draw(_ row: [Setting], y: Int, on frame: inout Frame<Part>) {
    let area = layout.settings
    guard let first = row.first else { return }
    let isChosen = isFocused && row.contains(state.settings.marked)
    let label = first.place.heading ?? first.label(state.facts)
    let labelEnd = frame.canvas.write(
      label, at: Point(x: area.x, y: y), isChosen ? Style(.selection) : labelStyle(first),
      in: area)
    var x = area.maxX
    if first == .seed {
      let mode = state.settings.seedIsRandom ? " random" : " locked"
      frame.canvas.write(mode, endingAt: x, y: y, .muted, in: area)
      x -= mode.columns
    }
    for setting in row.reversed() {
      let text = value(of: setting).truncated(to: x - labelEnd - 1)
      frame.canvas.write(text, endingAt: x, y: y, valueStyle(setting), in: area)
      let isEdited = setting == state.settings.marked && isFocused && state.settings.entry != nil
      if isEdited { frame.cursor = Point(x: min(x, area.maxX), y: y) }
      x -= text.columns
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
    let isChosen = isFocused && setting == state.settings.marked
    if isChosen, let entry = state.settings.entry { return entry }
    let text = setting.text(in: state.settings.recipe, state.facts)
    return isChosen ? "‹ \(text) ›" : text
  }

  private func valueStyle(_ setting: Setting) -> Style {
    if isFocused && setting == state.settings.marked {
      return Style(.selection, state.settings.entry == nil ? [] : .underline)
    }
    let isUnset = setting.isUnset(in: state.settings.recipe, state.facts)
    return isUnset ? .muted : Style(.value)
  }
}

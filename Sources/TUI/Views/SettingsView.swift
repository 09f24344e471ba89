import Engine

/// The settings, one or two on a row.
struct SettingsView {
  static let rows: [[Setting]] = [
    [.seed], [.seedB],
    [.stepsC], [.guidanceC], [.samplerC],
    [.stepsB], [.guidanceB], [.temperatureFrom, .temperatureTo], [.samplerB],
  ]
  /// Empty rows between the groups where there is room.
  static let gaps = 2

  private let state: State
  private let layout: Layout

  init(_ state: State, _ layout: Layout) {
    self.state = state
    self.layout = layout
  }

  private var isFocused: Bool { state.focus == .settings }

  func draw(on frame: inout Frame) {
    let area = layout.settings
    frame.canvas.divide(layout.controls, at: area.y - 1, Style(.border))
    frame.heading("Settings", over: area, in: layout.controls, isFocused)
    let focused = Self.rows.firstIndex { $0.contains(state.setting) } ?? 0
    let first = max(0, min(focused - area.height / 2, Self.rows.count - area.height))
    let isSpaced = area.height >= Self.rows.count + Self.gaps
    var y = area.y
    for index in first..<min(Self.rows.count, first + area.height) {
      if isSpaced && (index == 2 || index == 5) { y += 1 }
      draw(Self.rows[index], y: y, on: &frame)
      y += 1
    }
    drawHints(of: first, on: &frame)
  }

  private func drawHints(of first: Int, on frame: inout Frame) {
    let area = layout.settings
    let hidden = (above: first > 0, below: first + area.height < Self.rows.count)
    let hint = hidden.above && hidden.below ? " ↑↓ " : hidden.above ? " ↑ " : " ↓ "
    guard hidden.above || hidden.below else { return }
    frame.canvas.write(hint, endingAt: layout.controls.maxX - 2, y: area.y - 1, .muted)
  }

  private func draw(_ row: [Setting], y: Int, on frame: inout Frame) {
    let area = layout.settings
    guard let first = row.first else { return }
    let isChosen = isFocused && row.contains(state.setting)
    frame.canvas.write(
      first.label, at: Point(x: area.x, y: y), isChosen ? Style(.selection) : labelStyle(first),
      in: area)
    var x = area.maxX
    if first == .seed {
      let mode = state.seedIsRandom ? " random" : " locked"
      frame.canvas.write(mode, endingAt: x, y: y, .muted, in: area)
      x -= mode.columns
    }
    for setting in row.reversed() {
      let text = value(of: setting)
      frame.canvas.write(text, endingAt: x, y: y, valueStyle(setting), in: area)
      let isEdited = setting == state.setting && isFocused && state.entry != nil
      if isEdited { frame.cursor = Point(x: min(x, area.maxX), y: y) }
      x -= text.columns
      if setting != first {
        frame.canvas.write(" → ", endingAt: x, y: y, .muted, in: area)
        x -= 3
      }
    }
  }

  private func labelStyle(_ setting: Setting) -> Style {
    switch setting.stage {
    case .c: Style(.stageC)
    case .b: Style(.stageB)
    default: .text
    }
  }

  private func value(of setting: Setting) -> String {
    let isChosen = isFocused && setting == state.setting
    if isChosen, let entry = state.entry { return entry }
    let text = setting.text(in: state.recipe)
    return isChosen ? "‹ \(text) ›" : text
  }

  private func valueStyle(_ setting: Setting) -> Style {
    if isFocused && setting == state.setting {
      return Style(.selection, state.entry == nil ? [] : .underline)
    }
    return setting == .seedB && state.recipe.seedB == nil ? .muted : Style(.value)
  }
}

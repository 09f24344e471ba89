import Engine
import Recipes
import Terminal

/// The last two lines: what there is to say, and the keys that are useful now.
struct StatusBar {
  private let state: State
  private let layout: Layout

  init(_ state: State, _ layout: Layout) {
    self.state = state
    self.layout = layout
  }

  func draw(on frame: inout Frame) {
    drawMessage(on: &frame)
    drawKeys(on: &frame)
  }

  private func drawMessage(on frame: inout Frame) {
    let line = layout.message.inset(horizontally: 2, vertically: 0)
    guard let (role, text) = words else { return }
    frame.canvas.write(
      text.truncated(to: line.width), at: Point(x: line.x, y: line.y), Style(role), in: line)
  }

  private var words: (Role, String)? {
    // What has a window of its own is not said twice.
    if state.problem != nil { return nil }
    if let message = state.message {
      switch message.kind {
      case .info: return (.text, message.text)
      case .success: return (.success, "✓ \(message.text)")
      case .notice: return (.notice, message.text)
      case .error: return (.error, "✗ \(message.text)")
      }
    }
    if state.screen == .gallery || state.hasWindow { return nil }
    if state.focus == .settings {
      let setting = state.setting
      let explanation = setting.explanation(state.facts, state.recipe)
      return (.muted, "\(setting.label(state.facts)): \(explanation)")
    }
    if let sentence = state.notes.sentence { return (.notice, sentence) }
    return nil
  }

  private func drawKeys(on frame: inout Frame) {
    let line = layout.footer.inset(horizontally: 2, vertically: 0)
    var x = line.x
    for binding in fitting(line.width) {
      x = frame.canvas.write(
        binding.shortKeyNames, at: Point(x: x, y: line.y), Style(.key), in: line)
      let label = label(of: binding)
      x = frame.canvas.write(" " + label, at: Point(x: x, y: line.y), .muted, in: line) + gap
    }
  }

  private let gap = 3

  /// The most useful rows that fit, in their order in the keymap.
  private func fitting(_ columns: Int) -> [Binding] {
    let all = state.keymap.footer(in: state.place).filter { binding in
      // Enter stays: what it says where it cannot draw is how to begin.
      binding.strokes.contains {
        $0.command == .drawing(.run) || state.obstacle(to: $0.command) == nil
      }
    }
    let ranks = all.indices.sorted { (all[$0].footer ?? 0) < (all[$1].footer ?? 0) }
    var chosen: Set<Int> = []
    var used = -gap
    for index in ranks {
      let width = all[index].shortKeyNames.columns + 1 + label(of: all[index]).columns + gap
      if used + width > columns { continue }
      used += width
      chosen.insert(index)
    }
    return all.indices.filter(chosen.contains).map { all[$0] }
  }

  // Labels that say what the key does now.
  private func label(of binding: Binding) -> String {
    switch binding.strokes.first?.command {
    case .drawing(.interrupt): state.isRunning ? "stop" : "quit"
    case .settings(.toggleSeed): state.seedIsRandom ? "lock seed" : "free seed"
    case .go(.back) where state.hasWindow: "close"
    default: binding.label
    }
  }
}

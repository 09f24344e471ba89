import Recipes
import Terminal

/// The top line: the program, its screens, the model.
struct HeaderView {
  private let state: State
  private let layout: Layout

  init(_ state: State, _ layout: Layout) {
    self.state = state
    self.layout = layout
  }

  func draw(on frame: inout Frame) {
    let line = layout.header
    var x = frame.canvas.write("wurst", at: Point(x: line.x + 2, y: line.y), Style(.title))
    let screens: [(State.Screen, String)] = [
      (.explore, " \(state.keyName(.go(.explorer), in: .preview)) Explore "),
      (.gallery, " \(state.keyName(.go(.gallery), in: .preview)) Gallery "),
    ]
    x += 2
    for (screen, title) in screens {
      let style = Style(state.screen == screen ? .activeTab : .tab)
      x = frame.canvas.write(title, at: Point(x: x, y: line.y), style) + 1
    }
    let room = line.maxX - x - 3
    let name = ModelPlace.shortened(state.facts.name).truncated(to: room)
    frame.canvas.write(name, endingAt: line.maxX - 2, y: line.y, .muted)
  }
}

/// What is said on a screen that is too small for anything else.
struct TooSmallView {
  private let state: State

  init(_ state: State) { self.state = state }

  func draw(on frame: inout Frame) {
    let area = frame.canvas.bounds
    let wanted = "\(Layout.smallest.width)×\(Layout.smallest.height)"
    var lines = [
      "wurst needs \(wanted)", "this is \(state.size.width)×\(state.size.height)",
      "\(state.keyName(.program(.quit), in: .preview)) quits",
    ]
    if state.isRunning { lines.insert("drawing goes on", at: 2) }
    lines = Array(lines.prefix(area.height))
    let top = area.y + (area.height - lines.count) / 2
    for (index, line) in lines.enumerated() {
      frame.canvas.write(
        line, centredIn: area, y: top + index, index == 0 ? Style(.title) : .muted)
    }
  }
}

import Recipes
import Terminal

/// The top line: the program, its screens, what is being drawn, the model.
struct HeaderView {
  private let screen: State.Screen
  private let model: String
  /// How far a run is that is not seen otherwise, and how many wait.
  private let progress: [String]
  private let keymap: Keymap
  private let line: Rect

  init(screen: State.Screen, model: String, progress: [String], keymap: Keymap, in line: Rect) {
    self.screen = screen
    self.model = model
    self.progress = progress
    self.keymap = keymap
    self.line = line
  }

  func draw(on frame: inout Frame<Part>) {
    // The keys that lead there from anywhere.
    let place = Places.text
    var x = frame.canvas.write("wurst", at: Point(x: line.x + 2, y: line.y), Style(.title))
    let screens: [(State.Screen, String)] = [
      (.explore, " \(keymap.name(of: .go(.explorer), in: place)) Explore "),
      (.gallery, " \(keymap.name(of: .go(.gallery), in: place)) Gallery "),
    ]
    x += 2
    for (screen, title) in screens {
      let style = Style(screen == self.screen ? .activeTab : .tab)
      x = frame.writeTab(title, at: Point(x: x, y: line.y), style, as: .screen(screen)) + 1
    }
    if !progress.isEmpty {
      let words = progress.joined(separator: ", ")
      x = frame.canvas.write(words, at: Point(x: x + 1, y: line.y), Style(.notice), in: line) + 1
    }
    let room = max(0, line.maxX - x - 3)
    let name = ModelPlace.shortened(model).truncated(to: room)
    frame.canvas.write(name, endingAt: line.maxX - 2, y: line.y, .muted)
  }
}

extension Frame {
  /// Writes a title that something is chosen with.
  ///
  /// - Returns: the column after it.
  mutating func writeTab(_ title: String, at point: Point, _ style: Style, as id: ID) -> Int {
    let end = canvas.write(title, at: point, style)
    mark(Rect(x: point.x, y: point.y, width: end - point.x, height: 1), as: id)
    return end
  }
}

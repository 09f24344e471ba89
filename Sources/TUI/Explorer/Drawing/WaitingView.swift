import Recipes
import Terminal

/// The runs that wait, below the stages where there is room.
struct WaitingView {
  private let waiting: WaitingRuns

  private static let most = 5

  init(_ waiting: WaitingRuns) { self.waiting = waiting }

  /// Draws them at the top of `area`, which becomes what is left.
  func draw(on frame: inout Frame<Part>, in area: inout Rect) {
    guard !waiting.isEmpty, area.height > 0 else { return }
    let shown = min(waiting.count, Self.most, area.height)
    let lines = area.takeTop(shown)
    for (row, recipe) in waiting.recipes.prefix(shown).enumerated() {
      let isLast = row == shown - 1 && waiting.count > shown
      let number = "\(row + 1)".padded(to: 3)
      let words = isLast ? "and \(waiting.count - row) more" : number + recipe.prompt
      let seed = isLast ? "" : " \(recipe.seed)"
      let y = lines.y + row
      frame.canvas.write(seed, endingAt: lines.maxX, y: y, .muted, in: lines)
      frame.canvas.write(
        words.truncated(to: lines.width - seed.columns), at: Point(x: lines.x, y: y), .muted,
        in: lines)
    }
    _ = area.takeTop(min(1, area.height))
  }
}

import Recipes

/// What is told to a user who looks elsewhere.
package struct Notices: Equatable, Sendable {
  /// Whether the end of a long run is told.
  package var areOn = false
  /// The seconds from which on a run is long.
  package var patience = 10
  /// Whether the window's title says how far a run is.
  package var hasTitle = true
  /// Whether the user types into this window; nil where the terminal does not say.
  package var hasFocus: Bool?

  package init() {}
}

extension State {
  /// Tells of the end of a run that took so long that nobody looks any more.
  func telling(of result: RunResult, at time: Double) -> [Effect] {
    guard notices.areOn, notices.hasFocus != true, let run = drawing.run,
      time - run.start > Double(notices.patience)
    else { return [] }
    let prompt = "“\(run.recipe.prompt)”"
    switch result {
    case .finished: return [.program(.tell("\(prompt) is drawn"))]
    case .failed: return [.program(.tell("\(prompt) could not be drawn"))]
    // Who has stopped it knows.
    case .cancelled: return []
    }
  }

  /// What the window's title says.
  package var windowTitle: String {
    guard drawing.isRunning, let run = drawing.run else { return "wurst" }
    let waiting = drawing.waiting.isEmpty ? "" : ", \(drawing.waiting.count) waiting"
    return "wurst: \(Int(100 * run.fraction)) %\(waiting), \(run.recipe.prompt)"
  }
}

extension Run {
  /// The part of it that is done, 0…1, by how long its stages took before.
  fileprivate var fraction: Double {
    let known = meters.compactMap(\.estimate)
    let usual = known.isEmpty ? 1 : known.reduce(0, +) / Double(known.count)
    let whole = meters.reduce(0) { $0 + ($1.estimate ?? usual) }
    let done = meters.reduce(0) { $0 + ($1.estimate ?? usual) * $1.fraction }
    return whole > 0 ? min(1, done / whole) : 0
  }
}

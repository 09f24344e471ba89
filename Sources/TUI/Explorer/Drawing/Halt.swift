import Engine
package import Recipes

/// A run that was stopped, to go on with.
package struct Halt: Equatable, Sendable {
  package let recipe: Recipe
  /// What was set when it was stopped.
  let settings: Recipe
  /// The stage that it was stopped in, and how many of its steps were done.
  private let stage: Stage?
  private let step: Int
  private let steps: Int

  init(_ run: Run, settings: Recipe) {
    recipe = run.recipe
    self.settings = settings
    let meter = run.meters.first { $0.phase == .stopped }
    stage = meter?.stage
    step = meter?.step ?? 0
    steps = meter?.steps ?? 1
  }

  /// The recipe of a run that takes what there is of the stage for the whole of it; nil where there
  /// is nothing yet.
  package var cutShort: Recipe? {
    var cut = recipe
    switch stage {
    case .c where step > 0: cut.stageC.stop = step
    case .b where step > 0: cut.stageB.stop = step
    case .b, .a, nil: break
    case .c, .text: return nil
    }
    return cut
  }

  /// Where it stands, such as `at Stage C 12/30`; empty where it stands before or between stages.
  package var words: String {
    guard let stage, stage != .text else { return "" }
    return "at Stage \(stage.rawValue.uppercased()) \(step)/\(steps)"
  }
}

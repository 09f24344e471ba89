package import Engine
package import Recipes

/// One run of a recipe: going on or over.
package struct Run: Sendable {
  package enum Status: Equatable, Sendable {
    case running
    /// Asked to stop, and not stopped yet.
    case cancelling
    case finished
    case cancelled
    case failed(String)
  }

  package let id: RunID
  package let recipe: Recipe
  /// Of the model that draws.
  package let facts: ModelFacts
  package var status = Status.running
  /// Where the run began, on the clock of `State.now`.
  package let start: Double
  /// When it was heard of last.
  package var lastEvent: Double
  package private(set) var meters: [StageMeter]

  /// - Parameters:
  ///   - estimates: the seconds each stage took before.
  ///   - warmStages: the stages that have drawn before, so that they need not be read any more.
  package init(
    id: RunID, recipe: Recipe, facts: ModelFacts, start: Double, estimates: [Stage: Double],
    warmStages: Set<Stage>
  ) {
    self.id = id
    self.recipe = recipe
    self.facts = facts
    self.start = start
    lastEvent = start
    meters = Stage.allCases.map {
      StageMeter(stage: $0, isCold: !warmStages.contains($0), estimate: estimates[$0])
    }
  }

  package var isGoingOn: Bool { status == .running || status == .cancelling }

  /// The stage whose weights are being read, as far as that can be told from how long nothing comes.
  package func stageBeingRead(at now: Double) -> Stage? {
    guard isGoingOn, now - lastEvent > 0.3 else { return nil }
    if let running = meters.first(where: { $0.phase == .running }) {
      return running.isCold && running.step == 0 ? running.stage : nil
    }
    // Some weights are read before their stage says that it begins.
    return meters.first { $0.phase == .waiting && $0.isCold }?.stage
  }

  /// How far it is in a few words; nil once it is over.
  package func progress(at now: Double) -> String? {
    switch status {
    case .running:
      guard let meter = meters.first(where: { $0.phase == .running }) else { return "drawing" }
      let stage = meter.stage == .text ? "text" : "Stage \(meter.stage.rawValue.uppercased())"
      return "\(stage) \(meter.step)/\(meter.steps)"
    case .cancelling: return "stopping…"
    case .finished, .cancelled, .failed: return nil
    }
  }

  package subscript(stage: Stage) -> StageMeter {
    get { meters[Self.index(stage)] }
    set { meters[Self.index(stage)] = newValue }
  }

  /// Ends the run: what was at work stays where it stopped.
  package mutating func end(_ status: Status, at now: Double) {
    self.status = status
    guard status != .finished else { return }
    for index in meters.indices where meters[index].phase == .running {
      meters[index].phase = .stopped
      meters[index].seconds = now - meters[index].start
    }
  }

  private static func index(_ stage: Stage) -> Int { Stage.allCases.firstIndex(of: stage) ?? 0 }
}

/// What a run made that came to its end.
package struct FinishedRun: Sendable {
  package let id: RunID
  package let trace: Trace

  package var recipe: Recipe { trace.recipe }
  package var picture: Picture { trace.picture }
}

package import Engine

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

  package let id: Int
  package let recipe: Recipe
  package var status = Status.running
  /// Where the run began, on the clock of `State.now`.
  package let start: Double
  package private(set) var meters: [StageMeter]

  /// - Parameter estimates: the seconds each stage took before.
  package init(id: Int, recipe: Recipe, start: Double, estimates: [Stage: Double]) {
    self.id = id
    self.recipe = recipe
    self.start = start
    meters = Stage.allCases.map { StageMeter(stage: $0, estimate: estimates[$0]) }
  }

  package var isGoingOn: Bool { status == .running || status == .cancelling }

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

/// How far one stage is.
package struct StageMeter: Equatable, Sendable {
  package enum Phase: Equatable, Sendable {
    case waiting, running, done, reused, stopped
  }

  package let stage: Stage
  package var phase = Phase.waiting
  package var step = 0
  package var steps = 1
  package var start = 0.0
  /// How long it took, once it is over.
  package var seconds = 0.0
  /// Seconds it took in an earlier run with the same settings.
  package var estimate: Double?

  package init(stage: Stage, estimate: Double? = nil) {
    self.stage = stage
    self.estimate = estimate
  }

  /// The part that is done, 0…1.
  package var fraction: Double {
    switch phase {
    case .waiting: 0
    case .running, .stopped: min(1, Double(step) / Double(max(1, steps)))
    case .done, .reused: 1
    }
  }

  package func elapsed(at now: Double) -> Double {
    switch phase {
    case .waiting, .reused: 0
    case .running: max(0, now - start)
    case .done, .stopped: seconds
    }
  }

  /// Seconds that are left, as far as that can be told.
  package func remaining(at now: Double) -> Double? {
    switch phase {
    case .waiting: return estimate
    case .running:
      if step > 0 {
        let spent = lastAdvance - start
        return max(0, spent / Double(step) * Double(steps) - elapsed(at: now))
      }
      return estimate.map { max(0, $0 - elapsed(at: now)) }
    case .done, .reused, .stopped: return nil
    }
  }

  /// When the latest step ended; steps are compared with it, so that the estimate does not grow
  /// while a step is under way.
  package var lastAdvance = 0.0
}

/// A picture that a run finished.
package struct FinishedPicture: Equatable, Sendable {
  package let run: Int
  package let recipe: Recipe
  package let picture: Picture

  package init(run: Int, recipe: Recipe, picture: Picture) {
    self.run = run
    self.recipe = recipe
    self.picture = picture
  }
}

import Engine
package import Recipes

/// How far one stage is.
package struct StageMeter: Sendable {
  package enum Phase: Equatable, Sendable {
    case waiting, running, done, reused, stopped
  }

  package let stage: Stage
  /// Whether the stage draws for the first time, so that its weights have to be read.
  package let isCold: Bool
  package var phase = Phase.waiting
  package private(set) var step = 0
  package private(set) var steps = 1
  package private(set) var start = 0.0
  /// The steps that an earlier run had done.
  package private(set) var begun = 0
  /// How long it took, once it is over.
  package var seconds = 0.0
  /// Seconds it took in an earlier run with the same settings.
  package var estimate: Double?

  /// The first step that was heard of and when it ended: what comes before it is also reading.
  private var first: (step: Int, time: Double)?
  /// When the latest step ended; steps are compared with it, so that the estimate does not grow
  /// while a step is under way.
  private var lastAdvance = 0.0

  package init(stage: Stage, isCold: Bool = true, estimate: Double? = nil) {
    self.stage = stage
    self.isCold = isCold
    self.estimate = estimate
  }

  /// Says before a run how far an earlier one has come.
  package mutating func expect(steps: Int, after begun: Int) {
    self.steps = max(1, steps)
    step = begun
  }

  package mutating func begin(steps: Int, after begun: Int = 0, at time: Double) {
    phase = .running
    self.steps = max(1, steps)
    self.begun = begun
    step = begun
    start = time
    lastAdvance = time
  }

  package mutating func advance(to step: Int, of steps: Int, at time: Double) {
    self.step = step
    self.steps = max(1, steps)
    lastAdvance = time
    if first == nil, step > begun { first = (step, time) }
  }

  package mutating func finish(seconds: Double) {
    phase = .done
    step = steps
    self.seconds = seconds
  }

  package var isFinished: Bool { phase == .done || phase == .reused }

  /// The part that this run has done itself, 0…1.
  package var ownShare: Double { Double(steps - begun) / Double(max(1, steps)) }

  /// The part that is done, 0…1.
  package var fraction: Double {
    switch phase {
    case .waiting, .running, .stopped: min(1, Double(step) / Double(max(1, steps)))
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
    case .waiting: return estimate.map { $0 * (1 - fraction) }
    case .running:
      if let first, step > 0 {
        let isFirst = step == first.step
        let spent = isFirst ? first.time - start : lastAdvance - first.time
        let pace = spent / Double(step - (isFirst ? begun : first.step))
        return max(0, pace * Double(steps - step) - (now - lastAdvance))
      }
      return estimate.map { max(0, $0 * (1 - fraction) - elapsed(at: now)) }
    case .done, .reused, .stopped: return nil
    }
  }
}

/// Collects what a run goes through; it belongs to the thread that computes.
final class Recorder {
  private(set) var recording: Recording

  init(limit: Int) { recording = Recording(limit: limit) }

  /// What an earlier run went through in a stage that is taken from it.
  func reuse(stageC earlier: Recording) { recording.stageC = earlier.stageC }
  func reuse(stageB earlier: Recording) { recording.stageB = earlier.stageB }

  func noteC(_ step: Int, _ x: Tensor) {
    recording.stageC.add(step, bytes: x.byteCount) { x.latents }
  }

  func noteB(_ step: Int, _ made: Observation.Made) {
    switch made {
    case .latent(let x): recording.stageB.add(step, bytes: x.byteCount) { .latents(x.latents) }
    case .tokens(let grids, _):
      let bytes = grids.reduce(0) { $0 + $1.codes.count } * MemoryLayout<Int32>.stride
      recording.stageB.add(step, bytes: bytes) { .tokens(grids) }
    }
  }
}

/// What the steps of a run made, for all its pictures, as far as memory allowed.
package struct Recording: Equatable, Sendable {
  package fileprivate(set) var stageC: Track<[Latent]>
  /// Tokens are those that were sampled, before some of them were made random again.
  package fileprivate(set) var stageB: Track<Trace.StageBOutput>

  /// - Parameter limit: of both stages together, in bytes.
  fileprivate init(limit: Int) {
    stageC = Track(limit: limit / 2)
    stageB = Track(limit: limit / 2)
  }

  /// What the steps of one stage made.
  ///
  /// Where that is more than the limit, every second step is kept, or every fourth, and so on.
  package struct Track<Made: Equatable & Sendable>: Equatable, Sendable {
    package private(set) var steps: [Step] = []
    private let limit: Int
    private var stride = 1

    package struct Step: Equatable, Sendable {
      /// Counted from 1.
      package let number: Int
      package let made: Made
    }

    fileprivate init(limit: Int) { self.limit = limit }

    /// - Parameter bytes: of what a step makes; the same for all.
    fileprivate mutating func add(_ number: Int, bytes: Int, _ make: () -> Made) {
      guard number % stride == 0 else { return }
      steps.append(Step(number: number, made: make()))
      while steps.count * bytes > limit {
        stride *= 2
        steps.removeAll { $0.number % stride != 0 }
      }
    }
  }
}

extension Tensor {
  fileprivate var byteCount: Int { count * MemoryLayout<Float>.stride }
}

extension Recipe {
  package static let stepsC = 1...1000
  package static let stepsB = 1...100
  package static let guidance: ClosedRange<Float> = 0...30
  /// 0 itself would divide by zero; `argmax` is the sampler without temperature.
  package static let temperature: ClosedRange<Float> = 0.01...10
  package static let count = 1...64
  package static let share: ClosedRange<Float> = 0...1
  package static let loraWeight: ClosedRange<Float> = -10...10

  /// The first setting that is out of its range, as a sentence; nil when all are possible.
  ///
  /// Which sizes are possible is for the model to say.
  package var problem: String? {
    var problems = [
      outside("the number of steps of Stage C", stageC.steps, Self.stepsC),
      outside("the guidance of Stage C", stageC.guidance, Self.guidance),
      outside("the number of steps of Stage B", stageB.steps, Self.stepsB),
      outside("the guidance of Stage B", stageB.guidance, Self.guidance),
      outside("the first temperature", stageB.temperature?.from, Self.temperature),
      outside("the last temperature", stageB.temperature?.to, Self.temperature),
      outside("the number of pictures", count, Self.count),
      outside("the strength", start.strength, Self.share),
      outside("the share of the way", toward?.share, Self.share),
      stageC.schedule.problem, guidanceRangeProblem,
    ]
    problems += loras.map { outside("the weight of \($0.path)", $0.weight, Self.loraWeight) }
    return problems.lazy.compactMap(\.self).first
  }

  private func outside<Value>(
    _ name: String, _ value: Value?, _ range: ClosedRange<Value>
  ) -> String? {
    guard let value, !range.contains(value) else { return nil }
    return "\(name) \(value) is outside \(range.lowerBound)…\(range.upperBound)"
  }

  private var guidanceRangeProblem: String? {
    guard let span = stageC.guidanceRange else { return nil }
    return Self.share.contains(span.from) && Self.share.contains(span.to) && span.from <= span.to
      ? nil : "the range of guidance \(span.from):\(span.to) is not a part of 0…1"
  }
}

extension Timesteps {
  /// What is wrong with a list of times, as a sentence; nil when it can be used.
  package var problem: String? {
    guard case .list(let times) = self else { return nil }
    guard (2...1001).contains(times.count) else {
      return "the schedule has \(times.count) times; 2 to 1001 are possible"
    }
    for (time, next) in zip(times, times.dropFirst()) where !(time > next) {
      return "the schedule goes from \(time) to \(next); its times must fall"
    }
    guard let first = times.first, let last = times.last, first <= 1, last >= 0 else {
      return "the schedule leaves 1…0"
    }
    return nil
  }
}

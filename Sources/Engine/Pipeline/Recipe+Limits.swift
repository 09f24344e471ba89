extension Recipe {
  package static let stepsC = 1...1000
  package static let stepsB = 1...100
  package static let guidance: ClosedRange<Float> = 0...30
  /// 0 itself would divide by zero; `argmax` is the sampler without temperature.
  package static let temperature: ClosedRange<Float> = 0.01...10

  /// The first setting that is out of its range, as a sentence; nil when all are possible.
  package var problem: String? {
    func outside<Value>(_ name: String, _ value: Value, _ range: ClosedRange<Value>) -> String? {
      range.contains(value)
        ? nil : "\(name) \(value) is outside \(range.lowerBound)…\(range.upperBound)"
    }
    return outside("the number of steps of Stage C", stageC.steps, Self.stepsC)
      ?? outside("the guidance of Stage C", stageC.guidance, Self.guidance)
      ?? outside("the number of steps of Stage B", stageB.steps, Self.stepsB)
      ?? outside("the guidance of Stage B", stageB.guidance, Self.guidance)
      ?? outside("the first temperature", stageB.temperature.from, Self.temperature)
      ?? outside("the last temperature", stageB.temperature.to, Self.temperature)
  }
}

import Files

extension Recipe {
  /// The first parameter that is out of its range, as a sentence; nil when all are possible.
  ///
  /// Which sizes are possible is for the model to say.
  package var problem: String? {
    let prompts =
      [prompt, negative] + (toward.map { [$0.prompt, $0.negative] } ?? [])
      + (origin.map { [$0.template ?? "", $0.prompt, $0.negative] + $0.styles } ?? [])
    if prompts.contains(where: { Path.hasForeignBytes($0) }) {
      return "a prompt has bytes that are not UTF-8"
    }
    return Parameters.all.lazy.compactMap { $0.problem(in: self) }.first
  }

  /// The steps that Stage C takes where nothing stops it, fewer from a picture than from noise.
  package var stepsOfC: Int {
    stageC.schedule.times(steps: stageC.steps, from: start.strength).count - 1
  }

  /// Leaves out stops behind the last step of their stage, where they change nothing.
  package mutating func leaveOutLateStops() {
    if let stop = stageC.stop, stop > stepsOfC { stageC.stop = nil }
    if let stop = stageB.stop, stop > stageB.steps { stageB.stop = nil }
  }
}

extension Recipe {
  /// The first parameter that is out of its range, as a sentence; nil when all are possible.
  ///
  /// Which sizes are possible is for the model to say.
  package var problem: String? {
    Parameters.all.lazy.compactMap { $0.problem(in: self) }.first
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

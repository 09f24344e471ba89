/// The middle, the least and the greatest of some times, in seconds.
package struct Spread: Codable, Sendable {
  package let median: Double
  package let minimum: Double
  package let maximum: Double

  /// - Parameter values: at least one.
  package init(_ values: [Double]) {
    precondition(!values.isEmpty)
    let sorted = values.sorted()
    let middle = sorted.count / 2
    median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    (minimum, maximum) = (sorted[0], sorted[sorted.count - 1])
  }
}

/// Seconds that `body` takes.
func seconds<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) -> Double {
  let clock = ContinuousClock()
  let begin = clock.now
  try body()
  return begin.duration(to: clock.now) / .seconds(1)
}

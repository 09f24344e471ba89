import Glibc
import Synchronization

/// Where the time of a run goes, by kind of operation; off unless a benchmark asks.
///
/// Times are those of all threads together.
package enum Tally {
  package enum Kind: String, CaseIterable, Codable, Sendable {
    case products
    case attention
    case depthwise
    /// Norms, activations, statistics, sums with biases and residuals, and sampling.
    case norms
    /// What only puts numbers elsewhere.
    case movement

    fileprivate var index: Int {
      switch self {
      case .products: 0
      case .attention: 1
      case .depthwise: 2
      case .norms: 3
      case .movement: 4
      }
    }
  }

  /// The sums of one kind.
  package struct Sum: Sendable {
    package let seconds: Double
    /// Additions and multiplications, where they are counted: in products and convolutions.
    package let operations: Int
  }

  private final class Counter: Sendable {
    let nanoseconds = Atomic<Int>(0)
    let operations = Atomic<Int>(0)
  }

  private static let isOn = Atomic<Bool>(false)
  private static let counters = Kind.allCases.map { _ in Counter() }

  /// Begins to count, from zero.
  package static func start() {
    for counter in counters {
      counter.nanoseconds.store(0, ordering: .relaxed)
      counter.operations.store(0, ordering: .relaxed)
    }
    isOn.store(true, ordering: .releasing)
  }

  /// Ends counting; the sums stay.
  package static func stop() { isOn.store(false, ordering: .releasing) }

  package static func sum(of kind: Kind) -> Sum {
    let counter = counters[kind.index]
    return Sum(
      seconds: Double(counter.nanoseconds.load(ordering: .relaxed)) * 1e-9,
      operations: counter.operations.load(ordering: .relaxed))
  }

  /// Runs `body`, which must not measure anything itself, and counts it if a benchmark runs.
  @inline(__always)
  static func measure<Result>(
    _ kind: Kind, operations: @autoclosure () -> Int = 0, _ body: () -> Result
  ) -> Result {
    if !isOn.load(ordering: .relaxed) { return body() }
    let begin = now
    let result = body()
    let counter = counters[kind.index]
    counter.nanoseconds.add(now - begin, ordering: .relaxed)
    counter.operations.add(operations(), ordering: .relaxed)
    return result
  }

  private static var now: Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}

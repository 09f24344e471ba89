package import Files
package import Recipes

/// How the current work is computed: on how many threads, how precisely, and whether it was cancelled.
///
/// The value is bound around a run, so that the networks read as equations; every number of
/// threads gives the same bits.
package struct Compute: Sendable {
  package let threads: Int
  package let cancellation: Cancellation
  package let precision: Precision

  package init(
    threads: Int, cancellation: Cancellation = Cancellation(), precision: Precision = .fp32
  ) {
    precondition(threads > 0)
    self.precision = precision
    self.threads = threads
    self.cancellation = cancellation
  }

  /// Runs `make`, whose result is kept for later runs: it is not cut short when this one is cancelled.
  package static func lasting<Result>(_ make: () -> Result) -> Result {
    let compute = Compute(threads: current.threads, precision: current.precision)
    return $current.withValue(compute, operation: make)
  }

  @TaskLocal package static var current = Compute(threads: 1)

  /// Throws if the run was cancelled; called between the blocks of a network.
  ///
  /// Work that was cut short leaves unset values behind, so a result is used only after a check.
  package static func check() throws(CancellationError) {
    try current.cancellation.check()
  }
}

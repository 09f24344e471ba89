import Synchronization

/// A request to stop that any thread may make and that the computing threads look at.
package final class Cancellation: Sendable {
  private let requested = Atomic<Bool>(false)

  package init() {}

  package var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Asks the run to stop; it does so within one block of the network.
  package func request() { requested.store(true, ordering: .relaxed) }

  package func check() throws(CancellationError) {
    if isRequested { throw CancellationError() }
  }
}

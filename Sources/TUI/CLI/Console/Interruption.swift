package import Files
import Foundation
import Synchronization

/// Turns Ctrl-C and SIGTERM into a request to stop the run of a command.
package final class Interruption: Sendable {
  private let cancellation = Cancellation()
  private let received = Atomic<Int32>(0)

  private static let shared = Interruption()

  private init() {}

  /// Runs `body`, which the signals then ask to stop.
  ///
  /// - Throws: what `body` throws, and the `Failure` that the program ends with when it was stopped.
  package static func watch(_ body: (Cancellation) throws -> Void) throws {
    let interruption = begin()
    do {
      try body(interruption.cancellation)
    } catch is CancellationError {
      throw interruption.failure
    }
  }

  private static func begin() -> Interruption {
    // Created here, so that the handler below finds it and allocates nothing.
    let interruption = shared
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interruption.shared.received.store(number, ordering: .relaxed)
        Interruption.shared.cancellation.request()
      }
      unsafe sigaddset(&signals, number)
    }
    // A parent that blocks signals in the thread it starts us from hands the mask down.
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    return interruption
  }

  /// How the program ends when it was stopped.
  private var failure: Failure {
    let status: Failure.Status =
      received.load(ordering: .relaxed) == SIGTERM ? .terminated : .interrupted
    return Failure("stopped", status)
  }
}

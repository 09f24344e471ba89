import Glibc
import Synchronization

/// Knows whether files are being written, so that the process does not end in the middle of one.
package enum Writing {
  private static let underWay = Mutex(0)

  /// Runs `body`, within which files are written that belong together.
  package static func whole<Result, Problem>(
    _ body: () throws(Problem) -> Result
  ) throws(Problem) -> Result {
    underWay.withLock { $0 += 1 }
    defer { underWay.withLock { $0 -= 1 } }
    return try body()
  }

  /// Ends the process by `body` as soon as nothing is being written; nothing more begins to be.
  package static func afterwards(_ body: () -> Never) -> Never {
    while true {
      underWay.withLock { if $0 == 0 { body() } }
      usleep(5000)
    }
  }
}

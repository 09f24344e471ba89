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

  /// Writes all of `bytes` to an open file, and returns 0 or the value of errno.
  package static func all(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      }
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno == EAGAIN {
        // Whoever shares a stream may have made it one that does not wait.
        var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&room, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}

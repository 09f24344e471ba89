import Foundation

/// A pipe that neither end waits on: one side writes a byte to make the other look.
package struct WakePipe: Sendable {
  package let readEnd: Int32
  package let writeEnd: Int32

  /// Nil where the process has no descriptors left.
  package init?() {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    readEnd = ends[0]
    writeEnd = ends[1]
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
  }

  package func write(_ byte: UInt8) {
    var byte = byte
    // A full pipe wakes as well.
    _ = unsafe Foundation.write(writeEnd, &byte, 1)
  }

  /// Takes the bytes that were written.
  package func read() -> [UInt8] {
    var all: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 256)
    while true {
      let count = unsafe Foundation.read(readEnd, &bytes, bytes.count)
      guard count > 0 else { return all }
      all += bytes.prefix(count)
    }
  }

  package func close() {
    _ = Foundation.close(readEnd)
    _ = Foundation.close(writeEnd)
  }
}

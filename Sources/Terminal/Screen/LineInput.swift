import Foundation

/// The standard input as lines, as they come.
package struct LineInput: Sendable {
  private var pending: [UInt8] = []
  /// The longest line that is kept, in bytes; the rest is dropped.
  package static let longest = 1 << 20

  package init() {}

  package var descriptor: Int32 { STDIN_FILENO }

  /// Reads what is there.
  ///
  /// - Returns: the lines that are whole; nil when none will come any more.
  package mutating func read() -> [PlainLine]? {
    var bytes = [UInt8](repeating: 0, count: 16384)
    let count = unsafe Foundation.read(descriptor, &bytes, bytes.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    if count <= 0 { return pending.isEmpty ? nil : [takeLine()] }
    return take(bytes.prefix(count))
  }

  /// Adds bytes to what has come.
  mutating func take(_ bytes: some Sequence<UInt8>) -> [PlainLine] {
    var lines: [PlainLine] = []
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        lines.append(takeLine())
      } else if pending.count < Self.longest {
        pending.append(byte)
      }
    }
    return lines
  }

  private mutating func takeLine() -> PlainLine {
    defer { pending = [] }
    if pending.last == UInt8(ascii: "\r") { pending.removeLast() }
    return PlainLine(String(decoding: pending, as: UTF8.self))
  }
}

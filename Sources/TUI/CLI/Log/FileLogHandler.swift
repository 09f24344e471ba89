import Files
import Foundation
import Logging

/// Appends lines to a file that other processes may write to as well.
struct FileLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  private let descriptor: Int32

  init(_ path: Path) throws(WriteError) {
    descriptor = unsafe path.withCString {
      unsafe open($0, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o666)
    }
    guard descriptor >= 0 else { throw WriteError(path: path, code: errno) }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// A line that cannot be written is lost; the command goes on.
  func log(event: LogEvent) {
    let time = Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    let line = "\(time) [\(getpid())] \(event.level): \("\(event.message)".printable)\n"
    _ = Writing.all(Array(line.utf8), to: descriptor)
  }
}

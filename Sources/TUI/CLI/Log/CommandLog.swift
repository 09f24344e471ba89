import Files
import Glibc
import Logging
import Synchronization

/// What a command does, line by line, for `--log` and `--verbose`.
enum CommandLog {
  private static let logger = Mutex(Logger(label: "wurst") { _ in SwiftLogNoOpLogHandler() })

  /// - Throws: `WriteError` when the file cannot be written to.
  static func begin(_ options: LogOptions) throws(WriteError) {
    var handlers: [any LogHandler] = options.verbose ? [ConsoleLogHandler()] : []
    if let path = options.log { handlers.append(try FileLogHandler(path)) }
    guard !handlers.isEmpty else { return }
    let all = handlers
    logger.withLock { $0 = Logger(label: "wurst") { _ in MultiplexLogHandler(all) } }
  }

  /// Takes what is said to nobody who did not ask for it.
  static func say(_ text: String) { logger.withLock { $0.info("\(text)") } }

  /// Takes what is said on the standard error anyway.
  static func note(_ text: String) { logger.withLock { $0.notice("\(text)") } }

  static func fail(_ failure: Failure) {
    logger.withLock { $0.error("\(failure.message) (status \(failure.status.rawValue))") }
  }
}

/// Says on the standard error what is not said there otherwise.
private struct ConsoleLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    if event.level == .info { Console.printError("\(event.message)") }
  }
}

import CSignals
import Files
import Foundation
import Synchronization
import Terminal

/// The standard streams, written without buffering.
///
/// Whatever a file or a name may hold, nothing of it is a command to the terminal.
package enum Console {
  package static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
  package static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The width of the terminal of the error stream in columns, 80 when it does not say.
  package static var errorWidth: Int { TerminalDevice.columns(of: STDERR_FILENO) }

  /// Makes failing writes errors and not the end of the process, and keeps files that are opened
  /// later from taking the place of a standard stream that is closed.
  package static func prepare() {
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    // Swift's runtime takes it for a crash, and asks questions on the terminal.
    _ = wurst_signal_catch(SIGQUIT, SIG_DFL)
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
      // The lowest free number is given. Reading from the first and writing to the others fails, as
      // it would have.
      _ = unsafe open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// - Throws: `Failure` when the line is not written, as all that print here.
  package static func print(_ line: String) throws(Failure) { try output(line.printable + "\n") }

  package static func print(lines: [String]) throws(Failure) {
    try output(lines.map { $0.printable + "\n" }.joined())
  }

  /// Prints text whose lines are laid out already.
  package static func print(page: String, ending: String = "\n") throws(Failure) {
    try output(page.printable(keeping: "\n\t") + ending)
  }

  package static func print(
    json value: some Encodable, isIndented: Bool = false, ending: String = "\n"
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isIndented { encoder.outputFormatting.insert(.prettyPrinted) }
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    try output(escaped(text) + ending)
  }

  /// Writes the bytes of a file, for a program that reads them.
  package static func print(file bytes: [UInt8]) throws(Failure) { try output(bytes) }

  /// Says what went wrong: a line on the error stream, and for `--json`, where nothing was printed yet, an
  /// object on the output.
  package static func complain(_ failure: Failure) {
    CommandLog.fail(failure)
    // Nobody would read it.
    guard failure.status != .unread else { return }
    let words = Invocation.arguments.prefix { $0 != "--" }
    if words.contains("--json"), hasPrinted.load(ordering: .relaxed) == false {
      try? print(json: Complaint(error: failure.message, status: failure.status.rawValue))
    }
    printError("wurst: \(failure.message)")
  }

  private struct Complaint: Encodable {
    let error: String
    let status: Int32
  }

  package static func printError(_ line: String) {
    lines.add(1, ordering: .relaxed)
    let begin = hasOpenLine.exchange(false, ordering: .relaxed) ? "\n" : ""
    _ = write(begin + line.printable + "\n", to: STDERR_FILENO)
  }

  /// Draws a piece of a line that carriage returns draw over.
  package static func draw(_ text: String) {
    hasOpenLine.store(!text.hasSuffix("\r") && !text.hasSuffix("\n"), ordering: .relaxed)
    _ = write(text.printable(keeping: "\r\n"), to: STDERR_FILENO)
  }

  /// Draws what a terminal takes for pictures, and for moving the cursor.
  static func draw(bytes: [UInt8], on stream: Int32) { _ = Writing.all(bytes, to: stream) }

  /// How many times something was printed, by which pictures know whether they are still in their place.
  static var line: Int { lines.load(ordering: .relaxed) }

  private static let lines = Atomic<Int>(0)
  private static let hasPrinted = Atomic<Bool>(false)

  /// Whether the error stream ends with a line that is drawn over.
  private static let hasOpenLine = Atomic<Bool>(false)

  /// JSON in which escapes stand for what a terminal may not be sent.
  private static func escaped(_ json: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      if scalar.isPrintable || scalar == "\n" {
        result.append(scalar)
      } else {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          let digits = String(unit, radix: 16)
          result.append(
            contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)"
              .unicodeScalars)
        }
      }
    }
    return String(result)
  }

  private static func output(_ text: String) throws(Failure) { try output(Array(text.utf8)) }

  private static func output(_ bytes: [UInt8]) throws(Failure) {
    lines.add(1, ordering: .relaxed)
    hasPrinted.store(true, ordering: .relaxed)
    switch Writing.all(bytes, to: STDOUT_FILENO) {
    case 0: return
    case EPIPE: throw Failure("nobody reads the standard output", .unread)
    case let code:
      throw Failure(
        WriteError.storage(path: "the standard output", reason: FileFailure.reason(code)))
    }
  }

  private static func write(_ text: String, to stream: Int32) -> Int32 {
    Writing.all(Array(text.utf8), to: stream)
  }
}

import CSignals
import Files
import Foundation
import Synchronization

/// The standard streams, written without buffering.
///
/// Whatever a file or a name may hold, nothing of it is a command to the terminal.
package enum Console {
  package static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
  package static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The width of the terminal of the error stream in columns, 80 when it does not say.
  package static var errorWidth: Int {
    var size = winsize()
    guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return Int(size.ws_col)
  }

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

  package static func printError(_ line: String) {
    let begin = hasOpenLine.exchange(false, ordering: .relaxed) ? "\n" : ""
    _ = write(begin + line.printable + "\n", to: STDERR_FILENO)
  }

  /// Draws a piece of a line that carriage returns draw over.
  package static func draw(_ text: String) {
    hasOpenLine.store(!text.hasSuffix("\r") && !text.hasSuffix("\n"), ordering: .relaxed)
    _ = write(text.printable(keeping: "\r\n"), to: STDERR_FILENO)
  }

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
    switch write(bytes, to: STDOUT_FILENO) {
    case 0: return
    case EPIPE: throw Failure("nobody reads the standard output", .unread)
    case let code:
      throw Failure(
        WriteError.storage(path: "the standard output", reason: FileFailure.reason(code)))
    }
  }

  private static func write(_ text: String, to stream: Int32) -> Int32 {
    write(Array(text.utf8), to: stream)
  }

  /// Writes all of `bytes`, and returns 0 or the value of errno.
  private static func write(_ bytes: [UInt8], to stream: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.write(stream, bytes.baseAddress, bytes.count)
      }
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno == EAGAIN {
        // Whoever shares the stream may have made it one that does not wait.
        var room = pollfd(fd: stream, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&room, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}

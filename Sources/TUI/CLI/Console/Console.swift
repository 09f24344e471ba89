import Files
import Foundation

/// The standard streams, written without buffering.
///
/// Whatever a file or a name may hold, nothing of it is a command to the terminal.
package enum Console {
  package static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// The width of the terminal of the error stream in columns, 80 when it does not say.
  package static var errorWidth: Int {
    var size = winsize()
    guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return Int(size.ws_col)
  }

  package static func print(_ line: String) { write(line.printable + "\n", to: STDOUT_FILENO) }

  package static func print(lines: [String]) {
    write(lines.map { $0.printable + "\n" }.joined(), to: STDOUT_FILENO)
  }

  package static func print(json value: some Encodable, isIndented: Bool = false) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isIndented { encoder.outputFormatting.insert(.prettyPrinted) }
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    write(escaped(text) + "\n", to: STDOUT_FILENO)
  }

  package static func printError(_ line: String) {
    write(line.printable + "\n", to: STDERR_FILENO)
  }

  /// Draws a piece of a line that carriage returns draw over.
  package static func draw(_ text: String) {
    write(text.printable(keeping: "\r\n"), to: STDERR_FILENO)
  }

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

  /// A stream that nobody reads any more is left alone.
  private static func write(_ text: String, to stream: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.write(stream, bytes.baseAddress, bytes.count)
      }
      if written < 0 && errno == EINTR { continue }
      if written <= 0 { return }
      rest = rest.dropFirst(written)
    }
  }
}

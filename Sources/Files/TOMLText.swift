/// What TOMLKit 0.6.0 must not be given, for it ends the program.
package enum TOMLText {
  /// The lines of a text, and what stands between them.
  package static func lines(_ text: String) -> (lines: [Substring], end: String) {
    // Some systems end a line with two characters, which Swift takes for one.
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    return (lines, text.contains("\r\n") ? "\r\n" : "\n")
  }

  /// A line, counted from 1, and what is to be said of it; nil where nothing is wrong.
  ///
  /// Looks no farther than a string that does not end, at which TOMLKit stops as well.
  package static func problem(_ text: String) -> (line: Int, reason: String)? {
    var rest = text.unicodeScalars[...]
    var line = 1
    var isLineStart = true
    // Brackets that are open; inside them a line is no heading.
    var depth = 0
    var before: Unicode.Scalar = "\n"
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\n":
        line += 1
        isLineStart = true
        continue
      // A mark of the byte order may come first.
      case _ where scalar.properties.isWhitespace || scalar == "\u{FEFF}": continue
      case "#":
        rest = rest.drop { $0 != "\n" }
        continue
      case "\"", "'":
        guard let lines = skipString(scalar, in: &rest) else { return nil }
        line += lines
      case "[" where isLineStart && depth == 0:
        if !beginsHeading(rest) { return (line, "a heading is a name in brackets") }
      case "[": depth += 1
      case "]": depth = max(0, depth - 1)
      case "}" where before == "[" || before == ",":
        return (line, "no brace ends what a bracket or a comma stands before")
      default: break
      }
      before = scalar
      isLineStart = false
    }
    return nil
  }

  /// Whether a name follows the first bracket of a line, or its second.
  private static func beginsHeading(_ text: Substring.UnicodeScalarView) -> Bool {
    var rest = text.drop { $0.properties.isWhitespace && $0 != "\n" }
    if rest.first == "[" {
      rest = rest.dropFirst().drop { $0.properties.isWhitespace && $0 != "\n" }
    }
    guard let first = rest.first else { return false }
    let isLetter = first.isASCII && (first.properties.isAlphabetic || "0"..."9" ~= first)
    return isLetter || "-_]\"'".unicodeScalars.contains(first)
  }

  /// Goes on behind a string whose first quote was taken.
  ///
  /// - Returns: the lines that end in it; nil where it does not end itself.
  private static func skipString(
    _ quote: Unicode.Scalar, in rest: inout Substring.UnicodeScalarView
  ) -> Int? {
    let isLong = rest.starts(with: [quote, quote])
    if isLong { rest.removeFirst(2) }
    var lines = 0
    while let scalar = rest.popFirst() {
      if scalar == "\n" {
        guard isLong else { return nil }
        lines += 1
      } else if scalar == "\\", quote == "\"" {
        if rest.popFirst() == "\n" { lines += 1 }
      } else if scalar == quote {
        guard isLong else { return lines }
        guard rest.starts(with: [quote, quote]) else { continue }
        rest.removeFirst(2)
        // Up to two more are the string's own.
        for _ in 0..<2 where rest.first == quote { rest.removeFirst() }
        return lines
      }
    }
    return nil
  }
}

/// What TOMLKit 0.6.0 must not be given, for it ends the program.
package enum TOMLText {
  /// What is to be said of the line.
  package static let headingProblem = "a heading is a name in brackets"

  /// The number of a line that begins with a bracket and no name.
  package static func brokenHeading(_ text: String) -> Int? {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let index = lines.firstIndex { line in
      // A mark of the byte order may come first.
      var rest = line.unicodeScalars.drop { $0.properties.isWhitespace || $0 == "\u{FEFF}" }
      guard rest.first == "[" else { return false }
      rest = rest.dropFirst().drop { $0.properties.isWhitespace }
      if rest.first == "[" { rest = rest.dropFirst().drop { $0.properties.isWhitespace } }
      guard let first = rest.first else { return true }
      let isLetter = first.isASCII && (first.properties.isAlphabetic || "0"..."9" ~= first)
      return !isLetter && !"-_]\"'".unicodeScalars.contains(first)
    }
    return index.map { $0 + 1 }
  }
}

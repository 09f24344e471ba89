/// Text broken into lines that fit a width, with the place of every character.
package struct WrappedText: Equatable, Sendable {
  /// Ranges of characters, one per line; a line that follows a space begins behind it.
  package let lines: [Range<Int>]

  /// Breaks `characters` at spaces, and inside words that are longer than `width`.
  ///
  /// A space at the end of a full line hangs over its edge. There is always at least one line.
  package init(_ characters: [Character], width: Int) {
    let width = max(1, width)
    var lines: [Range<Int>] = []
    var start = 0
    var used = 0
    var breakAfter: Int?
    var index = 0
    while index < characters.count {
      let columns = characters[index].columns
      if characters[index] == " " {
        breakAfter = index + 1
        used += 1
        index += 1
        continue
      }
      if used + columns > width, index > start {
        let end = breakAfter ?? index
        lines.append(start..<end)
        start = end
        used = characters[end..<index].reduce(0) { $0 + $1.columns }
        breakAfter = nil
        continue
      }
      used += columns
      index += 1
    }
    lines.append(start..<characters.count)
    self.lines = lines
  }

  /// The lines of `text`, which is what was broken.
  package func strings(of text: String) -> [String] {
    let characters = Array(text)
    return lines.map { String(characters[$0]) }
  }

  /// The line that holds a cursor before character `index`.
  package func line(of index: Int) -> Int {
    lines.lastIndex { $0.lowerBound <= index } ?? 0
  }
}

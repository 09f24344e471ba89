import Files

/// The lines of a TOML file, of which one is changed and the others, comments included, stay.
package struct ConfigurationText: Equatable, Sendable {
  private var lines: [Substring]
  /// What stands between them.
  private let end: String

  package init(_ text: String) {
    (lines, end) = TOMLText.lines(text)
  }

  package var text: String { lines.joined(separator: end) }

  /// The line of a setting, counted from 1; nil where none is found.
  package func line(of name: String) -> Int? { index(of: name).map { $0 + 1 } }

  /// Sets `name`, which a dot may lead into a table, or takes it out.
  package mutating func set(_ name: String, to value: String?) {
    if let index = index(of: name) {
      guard let value else {
        lines.remove(at: index)
        return
      }
      let line = lines[index]
      let sign = line.firstIndex(of: "=") ?? line.endIndex
      let comment = Self.comment(of: line[sign...])
      lines[index] = line[..<sign] + "= \(value)" + (comment.isEmpty ? "" : "  \(comment)")
      return
    }
    guard let value else { return }
    let (table, key) = Self.split(name)
    if let end = end(of: table) {
      lines.insert("\(key) = \(value)", at: end)
    } else {
      if lines.last == "" { lines.removeLast() }
      lines += (lines.isEmpty ? [] : [""]) + ["[\(table)]", "\(key) = \(value)", ""]
    }
  }

  private func index(of name: String) -> Int? {
    var table = ""
    for (index, line) in lines.enumerated() {
      if let header = Self.header(line) {
        table = header
      } else if let key = Self.key(line), (table.isEmpty ? key : "\(table).\(key)") == name {
        return index
      }
    }
    return nil
  }

  /// Where a line is added to a table: behind its last that is not empty; nil where there is no such
  /// table.
  private func end(of table: String) -> Int? {
    var current = ""
    var end = table.isEmpty ? 0 : nil as Int?
    for (index, line) in lines.enumerated() {
      if let header = Self.header(line) { current = header }
      if current == table, !line.allSatisfy(\.isWhitespace) { end = index + 1 }
    }
    return end
  }

  private static func split(_ name: String) -> (table: String, key: String) {
    guard let dot = name.lastIndex(of: ".") else { return ("", name) }
    return (String(name[..<dot]), String(name[name.index(after: dot)...]))
  }

  /// The name of the table that a line begins.
  private static func header(_ line: Substring) -> String? {
    let line = line.drop(while: \.isWhitespace)
    guard line.first == "[", let end = line.firstIndex(of: "]") else { return nil }
    return plain(line[line.index(after: line.startIndex)..<end])
  }

  /// The key that a line sets.
  private static func key(_ line: Substring) -> String? {
    let start = line.drop(while: \.isWhitespace)
    guard let first = start.first, first != "#" else { return nil }
    if first == "\"" || first == "'" {
      let rest = start.dropFirst()
      guard let end = rest.firstIndex(of: first) else { return nil }
      return String(rest[..<end])
    }
    return start.firstIndex(of: "=").map { plain(start[..<$0]) }
  }

  /// A dotted name without the spaces and quotes that it may have.
  private static func plain(_ name: Substring) -> String {
    String(name.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" })
  }

  /// The comment behind a value, which may be a string with a `#` in it.
  private static func comment(of value: Substring) -> Substring {
    var quote: Character?
    var isEscaped = false
    for (index, character) in zip(value.indices, value) {
      if let open = quote {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" && open == "\"" {
          isEscaped = true
        } else if character == open {
          quote = nil
        }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "#" {
        return value[index...]
      }
    }
    return ""
  }
}

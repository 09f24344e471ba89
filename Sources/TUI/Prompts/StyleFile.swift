package import Files
package import Recipes
import TOMLKit
import Terminal

/// The file `styles.toml`: one table for each style.
package struct StyleFile: Sendable {
  package let path: Path

  package init(environment: [String: String]) {
    path = UserFolders(environment: environment).configuration / "styles.toml"
  }

  static let largest = 1 << 20
  static let mostStyles = 1000
  private static let longestName = 60
  private static let longestText = 2000

  /// The styles in the order of the file, and what of it cannot be used, each a problem of one line.
  ///
  /// Of a file that is no TOML nothing is used; one that is not there has no styles.
  package func read() -> (styles: [PromptStyle], problems: [PromptFileProblem]) {
    do throws(PromptFileProblem) {
      guard let text = try path.promptText(atMost: Self.largest) else { return ([], []) }
      return try read(text)
    } catch {
      return ([], [error])
    }
  }

  private func read(
    _ text: String
  ) throws(PromptFileProblem) -> (styles: [PromptStyle], problems: [PromptFileProblem]) {
    let table = try table(text)
    let places = StyleLines(text)
    var styles: [(line: Int, style: PromptStyle)] = []
    var problems: [PromptFileProblem] = []
    for name in table.keys {
      let line = places.line(of: name)
      guard let fields = table[name]?.table else {
        problems.append(
          PromptFileProblem(
            path, line: places.line(of: name, in: nil), style: name,
            "\(name): a style is a table, as [\(name)]")
        )
        continue
      }
      do throws(PromptFileProblem) {
        let style = try style(name, fields, places)
        guard styles.count < Self.mostStyles else {
          throw PromptFileProblem(
            path, line: line, style: name, "there are at most \(Self.mostStyles) styles")
        }
        styles.append((line ?? 0, style))
      } catch {
        problems.append(error)
      }
    }
    return (
      styles.sorted { $0.line < $1.line }.map(\.style),
      problems.sorted { $0.line ?? 0 < $1.line ?? 0 }
    )
  }

  private func style(
    _ name: String, _ fields: TOMLTable, _ places: StyleLines
  ) throws(PromptFileProblem) -> PromptStyle {
    func problem(_ key: String?, _ reason: String) -> PromptFileProblem {
      let line = key.flatMap { places.line(of: $0, in: name) } ?? places.line(of: name)
      return PromptFileProblem(
        path, line: line, style: name, "style '\(name.truncated(to: 40))': \(reason)")
    }
    guard 1...Self.longestName ~= name.count, PlainLine(name).text == name else {
      throw problem(nil, "a name has 1 to \(Self.longestName) characters that can be seen")
    }
    var texts: [String: String] = [:]
    for key in fields.keys {
      guard key == "prompt" || key == "negative" else {
        throw problem(key, "there is no '\(key)'; prompt and negative are what a style has")
      }
      guard let value = fields[key]?.string else {
        throw problem(key, "\(key) is not a text in quotes")
      }
      let text = PlainLine(value).text
      guard text.count <= Self.longestText else {
        throw problem(key, "\(key) has \(text.count) characters; \(Self.longestText) are the most")
      }
      texts[key] = text
    }
    let style = PromptStyle(
      name: name, prompt: texts["prompt"] ?? "", negative: texts["negative"] ?? "")
    guard !style.prompt.isEmpty || !style.negative.isEmpty else {
      throw problem(nil, "it has neither prompt nor negative")
    }
    return style
  }

  /// What is wrong with a style that comes from elsewhere, as a sentence.
  static func problem(of style: PromptStyle) -> String? {
    guard 1...longestName ~= style.name.count else {
      return "a name has 1 to \(longestName) characters"
    }
    let longest = max(style.prompt.count, style.negative.count)
    return longest > longestText
      ? "a text has \(longest) characters; \(longestText) are the most" : nil
  }

  private func table(_ text: String) throws(PromptFileProblem) -> TOMLTable {
    if let (line, reason) = TOMLText.problem(text) {
      throw PromptFileProblem(
        path, line: line, "\(reason); nothing of the file is used")
    }
    do {
      return try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw PromptFileProblem(
        path, line: error.source.begin.line, "\(error.description); nothing of the file is used")
    } catch {
      throw PromptFileProblem(path, "\(error)")
    }
  }
}

/// Where headings and keys stand in a TOML file.
private struct StyleLines {
  private let lines: [(heading: String?, key: String?)]

  init(_ text: String) {
    lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { line in
      let words = line.drop { $0.isWhitespace }
      if words.first == "[", let end = words.lastIndex(of: "]") {
        return (Self.bare(words[words.index(after: words.startIndex)..<end]), nil)
      }
      return (nil, words.firstIndex(of: "=").map { Self.bare(words[..<$0]) })
    }
  }

  /// The line of a heading.
  func line(of heading: String) -> Int? {
    lines.firstIndex { $0.heading == heading }.map { $0 + 1 } ?? line(of: heading, in: nil)
  }

  /// The line of a key below a heading, or above all of them.
  func line(of key: String, in heading: String?) -> Int? {
    var current: String?
    for (index, line) in lines.enumerated() {
      if let heading = line.heading { current = heading }
      if line.key == key, current == heading { return index + 1 }
    }
    return nil
  }

  /// A name without the quotes that it may have.
  private static func bare(_ name: Substring) -> String {
    var name = name.drop { $0.isWhitespace }
    while name.last?.isWhitespace ?? false { name.removeLast() }
    if name.count > 1, let first = name.first, first == name.last, first == "\"" || first == "'" {
      name = name.dropFirst().dropLast()
    }
    return String(name)
  }
}

package import Files
package import Recipes
import Terminal

/// The styles of another program: a CSV file with the columns `name`, `prompt` and `negative_prompt`,
/// as A1111 keeps them.
package struct StyleTable: Sendable {
  package let styles: [PromptStyle]
  /// The rows that cannot be used.
  package let problems: [PromptFileProblem]

  private static let largest = 1 << 20

  /// - Throws: `PromptFileProblem` for what is no such table.
  package init(_ path: Path) throws(PromptFileProblem) {
    guard let text = try path.promptText(atMost: Self.largest) else {
      throw PromptFileProblem(path, "there is no such file")
    }
    var rows = try Self.rows(of: text, path)[...]
    let titles = rows.popFirst()?.fields.map { $0.lowercased() } ?? []
    guard let name = titles.firstIndex(of: "name"),
      let prompt = titles.firstIndex(of: "prompt") ?? titles.firstIndex(of: "text")
    else {
      throw PromptFileProblem(
        path, line: 1, "columns named name, prompt and negative_prompt are wanted")
    }
    let negative = titles.firstIndex(of: "negative_prompt")
    var styles: [PromptStyle] = []
    var problems: [PromptFileProblem] = []
    for (line, fields) in rows {
      func text(_ column: Int?) -> String {
        column.flatMap { fields.indices.contains($0) ? PlainLine(fields[$0]).text : nil } ?? ""
      }
      let style = PromptStyle(name: text(name), prompt: text(prompt), negative: text(negative))
      // Rows without anything to add are the headings and lines of lists.
      if style.prompt.isEmpty && style.negative.isEmpty { continue }
      if let problem = StyleFile.problem(of: style) {
        problems.append(PromptFileProblem(path, line: line, style: style.name, problem))
        continue
      }
      if !styles.contains(where: { $0.name == style.name }) { styles.append(style) }
    }
    self.styles = styles
    self.problems = problems
  }

  /// The fields of each row, with the line on which it begins (RFC 4180).
  private static func rows(
    of text: String, _ path: Path
  ) throws(PromptFileProblem) -> [(line: Int, fields: [String])] {
    var rows: [(line: Int, fields: [String])] = []
    var (fields, field) = ([String](), "")
    var (line, start) = (1, 1)
    /// The line of a quote that is open.
    var quotedSince: Int?
    var hadQuote = false
    func isEmpty() -> Bool { fields.isEmpty && field.isEmpty }
    for character in text.drop(while: { $0 == "\u{FEFF}" }) {
      if quotedSince != nil {
        if character == "\"" {
          (quotedSince, hadQuote) = (nil, true)
        } else {
          field.append(character)
        }
        if character.isNewline { line += 1 }
        continue
      }
      switch character {
      case "\"" where hadQuote:
        // Two of them are one.
        field.append("\"")
        (quotedSince, hadQuote) = (line, false)
      case "\"" where field.isEmpty: quotedSince = line
      case ",":
        fields.append(field)
        (field, hadQuote) = ("", false)
      case _ where character.isNewline:
        if !isEmpty() { rows.append((start, fields + [field])) }
        (fields, field, hadQuote) = ([], "", false)
        line += 1
        start = line
      default: field.append(character)
      }
    }
    if let begin = quotedSince {
      throw PromptFileProblem(path, line: begin, "a quote begins here that does not end")
    }
    if !isEmpty() { rows.append((start, fields + [field])) }
    return rows
  }
}

extension StyleFile {
  /// Adds those of `styles` at the end of the file whose names it does not have.
  ///
  /// - Returns: how many those are.
  /// - Throws: `PromptFileProblem` for a file that is damaged, which is left as it is, and `WriteError`.
  package func add(_ styles: [PromptStyle]) throws -> Int {
    try Folder.makeAll(path.folder)
    return try FileLock.hold(path.appending(".lock")) {
      let before = try path.promptText(atMost: Self.largest) ?? ""
      let (known, problems) = read()
      if let problem = problems.first { throw problem }
      let names = Set(known.map(\.name))
      let new = styles.filter { !names.contains($0.name) }
      guard known.count + new.count <= Self.mostStyles else {
        throw PromptFileProblem(path, "there are at most \(Self.mostStyles) styles")
      }
      guard !new.isEmpty else { return 0 }
      var text = before.isEmpty || before.last?.isNewline ?? false ? before : before + "\n"
      for style in new {
        text += text.isEmpty ? "" : "\n"
        text += "[\(Self.quoted(style.name))]\n"
        if !style.prompt.isEmpty { text += "prompt = \(Self.quoted(style.prompt))\n" }
        if !style.negative.isEmpty { text += "negative = \(Self.quoted(style.negative))\n" }
      }
      try Writing.whole { _ = try AtomicFile.write(Array(text.utf8), to: path) }
      return new.count
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

package import Files
package import Recipes
import Terminal

/// The lists that `__name__` in a prompt stands for, one in each file `wildcards/NAME.txt`,
/// where a name may lead into folders.
package struct WildcardFolder: Sendable {
  package let path: Path

  package init(environment: [String: String]) {
    path = UserFolders(environment: environment).configuration / "wildcards"
  }

  private static let largest = 1 << 20
  private static let mostLines = 10_000
  private static let longestLine = 1000

  /// The list of a name; nil where there is no such file, and for what is no name.
  ///
  /// Empty lines and those that begin with `#` are left out.
  package func list(_ name: String) throws(PromptFileProblem) -> PromptList? {
    guard PromptList.isName(name) else { return nil }
    let file = path / (name + ".txt")
    guard let text = try file.promptText(atMost: Self.largest) else { return nil }
    var lines: [PromptList.Line] = []
    let all = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in all.enumerated() {
      let words = PlainLine(String(line)).text.trimmed
      if words.isEmpty || words.hasPrefix("#") { continue }
      guard words.count <= Self.longestLine else {
        throw PromptFileProblem(
          file, line: index + 1,
          "it has \(words.count) characters; \(Self.longestLine) are the most")
      }
      guard lines.count < Self.mostLines else {
        throw PromptFileProblem(
          file, line: index + 1, "a list has at most \(Self.mostLines) lines")
      }
      lines.append(.init(number: index + 1, text: words))
    }
    return PromptList(name: name, lines: lines)
  }

  /// What a prompt stands for.
  ///
  /// - Throws: `VariantError` and `PromptFileProblem`.
  package func variants(of text: String) throws -> PromptVariants {
    try PromptVariants(text) { try list($0) }
  }
}

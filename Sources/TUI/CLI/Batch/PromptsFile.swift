import Files
import Foundation

/// What `--prompts` names: a file with something to draw on each line.
struct PromptsFile {
  struct Entry {
    /// Counted from 1.
    let line: Int
    let content: Content
  }

  enum Content {
    case prompt(String)
    case recipe(RecipeLine)
  }

  /// What is wrong with a line.
  struct Problem: Encodable {
    let line: Int
    let error: String
  }

  /// As messages call it.
  let name: String
  /// What pictures are called after.
  let stem: String
  let entries: [Entry]
  /// Lines that cannot be read.
  let problems: [Problem]

  private static let largest = 16 << 20

  /// - Throws: `ReadError` or `Failure` for a file of which nothing can be read, or `CancellationError`.
  init(_ path: Path, _ cancellation: Cancellation) throws {
    let isStream = path == .standardStream
    name = isStream ? "the standard input" : path.description
    stem = isStream || path.stem.isEmpty ? "prompts" : path.stem
    let copy = try StreamCopy(of: path, cancellation)
    let bytes = try withExtendedLifetime(copy) {
      try PlainFile.contents(copy?.path ?? path, atMost: Self.largest)
    }
    guard let text = String(validating: bytes, as: UTF8.self), !text.contains("\0") else {
      throw Failure("\(name) is not UTF-8 text", .damaged)
    }
    var entries: [Entry] = []
    var problems: [Problem] = []
    // Other characters that end lines may stand in a string of JSON.
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, scalars) in lines.enumerated() {
      let line = String(scalars).trimmingCharacters(in: Self.surroundings)
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard RecipeLine.begins(line) else {
        entries.append(Entry(line: index + 1, content: .prompt(line)))
        continue
      }
      do throws(RecipeLine.Problem) {
        entries.append(Entry(line: index + 1, content: .recipe(try RecipeLine(line))))
      } catch {
        problems.append(Problem(line: index + 1, error: error.reason))
      }
    }
    guard !entries.isEmpty || !problems.isEmpty else {
      throw Failure("\(name) has no prompts, one on each line", .damaged)
    }
    self.entries = entries
    self.problems = problems
  }

  /// What stands around the content of a line; a byte order mark may stand before the first.
  private static let surroundings = CharacterSet.whitespacesAndNewlines
    .union(CharacterSet(charactersIn: "\u{FEFF}"))
}

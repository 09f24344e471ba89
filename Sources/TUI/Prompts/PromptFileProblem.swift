package import Files

/// What of a file of styles, or of a list, cannot be used, and where it stands.
package struct PromptFileProblem: Error, Equatable, Sendable, CustomStringConvertible {
  package let path: Path
  /// Counted from 1; nil where no line is meant.
  package let line: Int?
  /// The name of the one style that it is about; nil where more cannot be used.
  package let style: String?
  package let reason: String

  init(_ path: Path, line: Int? = nil, style: String? = nil, _ reason: String) {
    self.path = path
    self.line = line
    self.style = style
    // The file may have put anything into a name.
    self.reason = reason.printable
  }

  package var description: String { "\(path)\(line.map { ", line \($0)" } ?? ""): \(reason)" }
}

extension Path {
  /// The text of a file that a user writes; nil where there is none.
  func promptText(atMost largest: Int) throws(PromptFileProblem) -> String? {
    let bytes: [UInt8]
    do throws(ReadError) {
      bytes = try PlainFile.contents(self, atMost: largest)
    } catch {
      if case .missing = error { return nil }
      throw PromptFileProblem(self, "\(error)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw PromptFileProblem(self, "it is not UTF-8 text")
    }
    return text
  }
}

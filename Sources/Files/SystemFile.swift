import FoundationEssentials

/// What the system tells of itself in files that are made as they are read.
package enum SystemFile {
  /// The text of a file; empty where there is none.
  package static func text(_ path: Path) -> String {
    (try? String(contentsOfFile: path.text, encoding: .utf8)) ?? ""
  }

  /// The words of a file.
  package static func words(_ path: Path) -> [Substring] {
    text(path).split(whereSeparator: \.isWhitespace)
  }

  /// The number behind a name at the beginning of a line.
  package static func field(_ name: String, of path: Path) -> Int? {
    let lines = text(path).split(separator: "\n").map { $0.split(separator: " ") }
    return lines.first { $0.first == name[...] && $0.count > 1 }.flatMap { Int($0[1]) }
  }
}

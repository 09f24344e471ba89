package import Files
import Foundation

/// The hints that were told, one on a line, in `$XDG_STATE_HOME/wurst/hints`.
///
/// A convenience: where it cannot be read or written, hints are told again.
package struct HintFile: Sendable {
  package let path: Path

  package init(environment: [String: String]) {
    path = UserFolders(environment: environment).state / "hints"
  }

  package func load() -> Set<Hint> { Set(lines.compactMap(Hint.init)) }

  /// Adds a hint; what newer programs have told stays.
  package func save(_ hint: Hint) {
    try? Folder.makeAll(path.folder)
    try? FileLock.hold(path.appending(".lock")) {
      let told = lines
      guard !told.contains(hint.rawValue) else { return }
      let text = (told + [hint.rawValue]).map { $0 + "\n" }.joined()
      try AtomicFile.write(Array(text.utf8), to: path)
    }
  }

  private var lines: [String] {
    guard let bytes = try? PlainFile.contents(path, atMost: 1 << 16) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").prefix(1000).map(
      String.init)
  }
}

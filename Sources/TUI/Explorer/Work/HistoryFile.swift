package import Files
import Foundation
import Render
import Terminal

/// The prompts of earlier sessions, one on a line, in `$XDG_STATE_HOME/wurst/history`.
///
/// A convenience: where it cannot be read or written there is no history, and no error.
package struct HistoryFile: Sendable {
  package let path: Path

  package init(environment: [String: String]) {
    path = UserFolders(environment: environment).state / "history"
  }

  package func load() -> [String] {
    guard let data = FileManager.default.contents(atPath: path), data.count < 1 << 20 else {
      return []
    }
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
      .map { PlainLine(String($0)).text }
  }

  package func save(_ prompts: [String]) {
    try? Folder.makeAll(path.folder)
    let text = prompts.map { $0 + "\n" }.joined()
    try? AtomicFile.write(Array(text.utf8), to: path)
  }
}

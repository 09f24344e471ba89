package import Files
import Foundation
import Terminal

/// The prompts of earlier sessions, one on a line, in `$XDG_STATE_HOME/wurst/history`; negative prompts
/// in `history-negative`.
///
/// A convenience: where it cannot be read or written there is no history, and no error.
package struct HistoryFile: Sendable {
  package let path: Path

  package init(_ side: PromptSide = .prompt, environment: [String: String]) {
    let name = side == .prompt ? "history" : "history-negative"
    path = UserFolders(environment: environment).state / name
  }

  private static let largest = 1 << 20

  package func load() -> [String] {
    guard let file = try? PlainFile(path) else { return [] }
    let begin = max(0, file.count - Self.largest)
    guard let bytes = try? file.read(at: begin, count: file.count - begin) else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return lines.dropFirst(begin > 0 ? 1 : 0).map { PlainLine(String($0)).text }
  }

  /// Adds the last of `prompts` as the latest, and what of the others is not there yet as the oldest.
  ///
  /// What other sessions have added meanwhile stays.
  package func save(_ prompts: [String]) {
    guard let latest = prompts.last else { return }
    try? Folder.makeAll(path.folder)
    try? FileLock.hold(path.appending(".lock")) {
      let kept = load()
      let known = Set(kept)
      let older = prompts.dropLast().filter { !known.contains($0) }
      let all = (older + kept.filter { $0 != latest } + [latest]).suffix(PromptHistory.longest)
      try AtomicFile.write(Array(all.map { $0 + "\n" }.joined().utf8), to: path)
    }
  }
}

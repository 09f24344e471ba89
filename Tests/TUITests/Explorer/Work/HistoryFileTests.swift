import Files
import Foundation
import TestSupport
import Testing
import wurst

@Suite("The history of prompts")
struct HistoryFileTests {
  @Test("sessions at the same time keep what each has drawn")
  func sessions() throws {
    try TemporaryFolder.withName { folder in
      let (one, other) = (
        HistoryFile(environment: ["XDG_STATE_HOME": folder]),
        HistoryFile(environment: ["XDG_STATE_HOME": folder])
      )
      #expect(one.load().isEmpty)
      one.save(["old", "a"])
      other.save(["old", "b"])
      one.save(["old", "a", "c"])
      #expect(one.load() == ["old", "a", "b", "c"])
      other.save(["old", "b", "a"])
      #expect(other.load() == ["old", "b", "c", "a"])
    }
  }

  @Test("the file does not grow without end")
  func bounds() throws {
    try TemporaryFolder.withName { folder in
      let file = HistoryFile(environment: ["XDG_STATE_HOME": folder])
      for number in 0..<5 {
        file.save((0..<300).map { "\(number)-\($0)" })
      }
      let kept = file.load()
      #expect(kept.count == PromptHistory.longest && kept.last == "4-299")

      let long = String(repeating: "x", count: 1000)
      let text = (0..<2000).map { "\(long)\($0)\n" }.joined()
      try Data(text.utf8).write(to: URL(filePath: file.path.text))
      let latest = file.load()
      #expect(latest.last == long + "1999" && latest.allSatisfy { $0.hasPrefix(long) })
    }
  }

  @Test("what is no file is no history")
  func noFile() throws {
    try TemporaryFolder.withName { folder in
      let file = HistoryFile(environment: ["XDG_STATE_HOME": folder])
      try FileManager.default.createDirectory(
        atPath: folder + "/wurst", withIntermediateDirectories: true)
      _ = unsafe mkfifo(file.path.text, 0o600)
      file.save(["a"])
      #expect(file.load().isEmpty)
    }
  }
}

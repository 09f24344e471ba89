import Files
import Foundation
import TestSupport
import Testing
import wurst

@Suite("What commands say of what they do")
struct LogTests {
  private static let drawing = [
    "generate", "a ball", "--size", "64x64", "--steps-c", "1", "--steps-b", "1", "--seed", "1",
  ]

  @Test("--log appends a line with its time for the model, the plan, each stage, files and errors")
  func log() throws {
    try TemporaryFolder.withName { folder in
      let first = try Program(Self.drawing + ["-o", "a.png", "--log", "log"], in: folder).wait()
      #expect(first.status == 0 && first.output == "a.png\n" && first.errors.isEmpty)
      let second = try Program(
        ["reconstruct", "none\u{1B}[31m.png", "--log", "log"], in: folder
      ).wait()
      #expect(second.status == 66)
      let log = try String(contentsOfFile: folder + "/log", encoding: .utf8)
      let lines = log.split(separator: "\n")
      for line in lines {
        #expect(
          line.contains(/^[0-9-]+T[0-9:.]+Z \[[0-9]+\] (info|notice|error): ./), "\(line)")
      }
      for words in [
        "wurst generate, wurst 0.1.0", "model toy-scenes", "64×64 with",
        "seed 1, steps 1 of Stage C",
        "Stage C: 0.", "wrote a.png", "done", "wurst reconstruct", "(status 66)",
      ] {
        #expect(lines.contains { $0.contains(words) }, "\(words) in \(log)")
      }
      #expect(!log.contains("\u{1B}"))
    }
  }

  @Test("a log that cannot be written is refused before anything is drawn")
  func unwritable() throws {
    try TemporaryFolder.withName { folder in
      let result = try Program(Self.drawing + ["-o", "a.png", "--log", "none/log"], in: folder)
        .wait()
      #expect(result.status == 73 && result.errors.contains("none/log"), "\(result.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test("--verbose says it on the standard error, --quiet nothing, and both together are refused")
  func verbose() throws {
    try TemporaryFolder.withName { folder in
      let loud = try Program(Self.drawing + ["-o", "a.png", "--verbose"], in: folder).wait()
      #expect(loud.output == "a.png\n" && loud.errors.contains("Stage B: "), "\(loud.errors)")
      let silent = try Program(Self.drawing + ["-o", "a.png", "--quiet"], in: folder).wait()
      #expect(silent.status == 0 && silent.output.isEmpty && silent.errors.isEmpty)
      let both = try Program(Self.drawing + ["--quiet", "--verbose"], in: folder).wait()
      #expect(both.status == 64 && both.errors.contains("exclude each other"))
    }
  }
}

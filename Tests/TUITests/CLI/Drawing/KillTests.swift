import Files
import Foundation
import Render
import TestSupport
import Testing
import wurst

/// Ends the program without warning while it writes; WURST_KILLS sets how often.
@Suite("Kills while files are written", .serialized)
struct KillTests {
  private static let kills =
    Int(ProcessInfo.processInfo.environment["WURST_KILLS"] ?? "") ?? 12

  /// Starts the program again and again, and kills it at times spread over a whole run.
  ///
  /// - Parameter check: looks at what is there after each kill.
  private func kill(_ arguments: [String], in folder: String, check: () throws -> Void) throws {
    let start = ContinuousClock.now
    #expect(try Program(arguments, in: folder).wait().status == 0)
    let whole = start.duration(to: .now) / .seconds(1)
    var random = SeededNumbers(7)
    for _ in 0..<Self.kills {
      let program = try Program(arguments, in: folder)
      Thread.sleep(forTimeInterval: whole * Double(random.next() % 1000) / 1000)
      _ = Glibc.kill(program.process.processIdentifier, SIGKILL)
      program.process.waitUntilExit()
      try check()
    }
  }

  @Test("a picture is whole or not there, and nothing else is left")
  func pictures() throws {
    try TemporaryFolder.withName { folder in
      let place = Path(folder) / "out"
      try Folder.make(place)
      var seen: Set<String> = []
      try kill(
        [
          "generate", "ball", "--size", "32x32", "--steps-c", "1", "--steps-b", "1", "--seed", "3",
          "--count", "64", "-o", "out", "--quiet",
        ], in: folder
      ) {
        for entry in try Folder.entries(place) where !seen.contains(entry.name) {
          #expect(entry.name.hasSuffix(".png"), "\(entry.name) is left")
          _ = try PNGReader.read(entry.path)
          seen.insert(entry.name)
        }
      }
    }
  }

  @Test("a list of models is the old one or the new one")
  func registry() throws {
    try TemporaryFolder.withName { folder in
      let file = Path(folder) / ".local/share/wurst/models.json"
      try kill(
        ["models", "add", "mine", "--replace", BuiltInModels.path("toy-scenes").text], in: folder
      ) {
        let names = try ModelRegistry(file).models.keys.sorted()
        #expect(names == ["mine"])
      }
    }
  }
}

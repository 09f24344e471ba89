import Files
import Foundation
import TestSupport
import Testing
import wurst

@Suite("Pictures in the terminal between lines")
struct PreviewTests {
  private static let drawing =
    "generate 'a ball' --size 128x128 --steps-c 2 --steps-b 1 --seed 1 -o a.png --preview"

  /// Runs the program with a terminal of its own that answers no question.
  private func onTerminal(_ arguments: String, in folder: String) throws -> Program.Result {
    try Program(
      shell: """
        export TERM=xterm-256color COLORTERM=truecolor
        script -qec "stty cols 60 rows 20; '$WURST' \(arguments)" /dev/null < /dev/null
        """, in: folder
    ).wait()
  }

  @Test("what is drawn is seen, in one place, and the cursor goes on below it")
  func drawing() throws {
    try TemporaryFolder.withName { folder in
      let result = try onTerminal(Self.drawing, in: folder)
      #expect(result.status == 0, "\(result.output)")
      let places = result.output.components(separatedBy: "\u{1B}7\r\u{1B}[").dropFirst()
      #expect(places.count > 1)
      // Drawn above, each time the cursor is put back to where it was.
      #expect(places.allSatisfy { $0.contains("\u{1B}8") && $0.contains("▄") })
      #expect(Set(places.map { $0.prefix { $0.isNumber } }).count == 1)
      #expect(result.output.trimmingCharacters(in: .newlines).hasSuffix("\u{1B}8a.png"))
    }
  }

  @Test("a picture is shown above what is said of it, and nowhere else than on a terminal")
  func show() throws {
    try TemporaryFolder.withName { folder in
      _ = try onTerminal(Self.drawing, in: folder)
      let shown = try onTerminal("show --preview a.png", in: folder)
      let picture = try #require(shown.output.range(of: "▄"))
      let words = try #require(shown.output.range(of: "drawn by"))
      #expect(picture.lowerBound < words.lowerBound)
      let piped = try Program.run("show", "--preview", "a.png", in: folder)
      let plain = try Program.run("show", "a.png", in: folder)
      #expect(piped.output == plain.output && piped.errors.isEmpty)
    }
  }

  @Test("a terminal that shows no pictures is told of, and the picture is drawn")
  func dumb() throws {
    try TemporaryFolder.withName { folder in
      let result = try Program(
        shell: "TERM=dumb script -qec \"'$WURST' \(Self.drawing)\" /dev/null < /dev/null",
        in: folder
      ).wait()
      #expect(result.output.contains("No pictures are shown"), "\(result.output)")
      #expect(!result.output.contains("\u{1B}") && result.output.contains("a.png"))
    }
  }
}

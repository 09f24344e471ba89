import Foundation
import Testing

@Suite("wurst --plain")
struct PlainTests {
  private func run(_ script: String) throws -> (result: Program.Result, files: [String]) {
    let folder = NSTemporaryDirectory() + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let result = try Program(shell: script, in: folder).wait()
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return (result, files.filter { $0.hasSuffix(".png") && !$0.contains("/.") })
  }

  private static let small = #":set width 64\n:set height 64\n:set stepsC 2\n"#

  @Test(
    "lines that come through a pipe are performed in turn, each once what the one before began is over"
  )
  func pipe() throws {
    let (result, files) = try run(
      #"printf '"# + Self.small
        + #"a red ball\n:keep\na blue cube\n:keep\n:quit\n' | $WURST --plain"#)
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(files.count == 2)
    let said = result.output.split(separator: "\n").map(String.init)
    let order = said.compactMap { line in
      ["Drawing “a red ball”", "Drawn in", "Kept as", "Drawing “a blue cube”"]
        .first { line.hasPrefix($0) }
    }
    #expect(
      order == [
        "Drawing “a red ball”", "Drawn in", "Kept as", "Drawing “a blue cube”", "Drawn in",
        "Kept as",
      ])
  }

  @Test("the end of the input is the end, once all is drawn, and nothing but text is written")
  func end() throws {
    let (result, files) = try run(
      #"printf '"# + Self.small + #"a red ball\n:keep' | $WURST --plain"#)
    #expect(result.status == 0)
    #expect(files.count == 1)
    #expect(result.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
  }

  @Test("lines that begin nothing keep none behind them waiting")
  func idle() throws {
    let (result, _) = try run(
      #"printf ':foo\n:help\n:set\n:keep\n:quit\n:help\n' | timeout 30 $WURST --plain"#)
    #expect(result.status == 0)
    #expect(result.output.contains("There is no picture to keep yet"))
    // What comes behind the end is not read.
    #expect(result.output.components(separatedBy: "A line is a prompt").count == 2)
  }

  @Test("what is typed cannot reach the terminal raw")
  func controls() throws {
    let (result, _) = try run(
      #"printf '"# + Self.small + #":set \033[31mred\033]0;x\007\n' | $WURST --plain"#)
    #expect(result.status == 0)
    #expect(!result.output.contains("\u{1B}"))
    #expect(!result.output.contains("\u{7}"))
  }

  @Test("a reader that leaves ends it quietly")
  func reader() throws {
    let (result, _) = try run(
      #"(printf ':help\n'; sleep 1; printf ':help\n:help\n') | $WURST --plain | head -n 1"#)
    #expect(result.status == 0)
    #expect(result.errors == "")
  }
}

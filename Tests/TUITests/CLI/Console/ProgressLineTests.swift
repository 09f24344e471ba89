import Engine
import Recipes
import Testing
import wurst

@Suite("The progress line")
struct ProgressLineTests {
  /// What a terminal shows of `text`: a carriage return goes back, a line feed ends the line.
  private static func screen(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var cells: [Character] = []
      for part in line.split(separator: "\r") {
        let new = Array(part)
        cells = new + cells.dropFirst(new.count)
      }
      return String(cells)
    }
  }

  private static func run(width: Int, _ events: [StageEvent]) -> String {
    var text = ""
    var line = ProgressLine(width: width) { text += $0 }
    for event in events { line.note(event) }
    return text
  }

  @Test("a finished stage leaves one line with its steps, pace and seconds")
  func finished() {
    let text = Self.run(
      width: 60,
      [
        .started(.c, steps: 30), .advanced(.c, step: 12, of: 30, preview: nil),
        .finished(.c, seconds: 2, preview: nil),
      ])
    let lines = Self.screen(text)
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("Stage C  ████"))
    #expect(lines[0].hasSuffix(" 30/30  15.0 it/s  2.0 s"))
    #expect(text.contains("12/30"))
    #expect(text.contains("ETA"))
  }

  @Test("a line never reaches the last column", arguments: [1, 10, 20, 40, 80, 300])
  func width(columns: Int) {
    let text = Self.run(
      width: columns,
      (1...50).flatMap { step in
        [.started(.b, steps: 50), .advanced(.b, step: step, of: 50, preview: nil)]
      } + [.finished(.b, seconds: 1234.5, preview: nil)])
    for part in text.split(whereSeparator: { $0 == "\r" || $0 == "\n" }) {
      #expect(part.count < max(2, columns))
    }
  }

  @Test("a notice during a stage has a line of its own")
  func notice() {
    let text = Self.run(
      width: 60,
      [
        .started(.text, steps: 1), .notice("The prompt is too long."),
        .finished(.text, seconds: 0.1, preview: nil), .reused(.c, preview: nil),
      ])
    let lines = Self.screen(text).map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines[0] == "The prompt is too long.")
    #expect(lines[1].hasSuffix("1/1 10.0 it/s 0.1 s"))
    #expect(lines[2] == "Stage C reused")
  }

  @Test("only carriage returns move the cursor")
  func noEscapes() {
    let text = Self.run(
      width: 60, [.started(.a, steps: 7), .advanced(.a, step: 7, of: 7, preview: nil)])
    #expect(!text.contains("\u{1b}"))
  }
}

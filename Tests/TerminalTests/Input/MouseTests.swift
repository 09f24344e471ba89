import Terminal
import TestSupport
import Testing

@Suite("Reports of the mouse")
struct MouseTests {
  private func inputs(_ text: String) -> [TerminalInput] {
    var decoder = KeyDecoder()
    return decoder.feed(Array(text.utf8)) + decoder.flush()
  }

  @Test("a press, a drag, a release and the wheel are told with their cells")
  func reports() {
    let found = inputs(
      "\u{1B}[<0;1;2M\u{1B}[<32;10;2M\u{1B}[<0;10;300m\u{1B}[<64;5;5M\u{1B}[<81;5;5M")
    #expect(
      found == [
        .mouse(MouseEvent(.press, column: 0, row: 1)),
        .mouse(MouseEvent(.drag, column: 9, row: 1)),
        .mouse(MouseEvent(.release, column: 9, row: 299)),
        .mouse(MouseEvent(.wheelUp, column: 4, row: 4)),
        // With Control held.
        .mouse(MouseEvent(.wheelDown, column: 4, row: 4)),
      ])
  }

  @Test(
    "what makes no sense is neither a key nor a click",
    arguments: [
      "<0;0;1M", "<0;1M", "<0;1;1;1M", "<;;M", "<-1;1;1M", "<0;99999999999999999999;1M", "<3;1;1M",
      "<35;4;4M", "<2;1;1M", "<1;1;1M", "<128;1;1M", "<0;20000;1M", "<0;1:2;1M", "<64;1;1m",
    ])
  func hostile(report: String) {
    #expect(inputs("\u{1B}[\(report)x") == [.key(.character("x"))])
  }

  @Test("a report that comes in pieces is one, after an Escape that was taken for the key too")
  func pieces() {
    var decoder = KeyDecoder()
    var found: [TerminalInput] = []
    for byte in Array("\u{1B}[<0;12;34M".utf8) { found += decoder.feed([byte]) }
    #expect(found == [.mouse(MouseEvent(.press, column: 11, row: 33))])
    #expect(decoder.feed([0x1B]) == [] && decoder.flush() == [.key(.escape)])
    #expect(
      decoder.feed(Array("[<0;1;1M".utf8))
        == [.escapeWithdrawn, .mouse(MouseEvent(.press, column: 0, row: 0))])
  }

  @Test("reports of terminals that do not know the new form are understood")
  func old() {
    #expect(
      inputs("\u{1B}[M !\"\u{1B}[M#!\"q") == [
        .mouse(MouseEvent(.press, column: 0, row: 1)),
        .mouse(MouseEvent(.release, column: 0, row: 1)), .key(.character("q")),
      ])
    var decoder = KeyDecoder()
    #expect(
      decoder.feed([0x1B, 0x5B, 0x4D, 0x20, 0xFF, 0xFE]) == [
        .mouse(MouseEvent(.press, column: 222, row: 221))
      ])
    #expect(decoder.feed([0x1B, 0x5B, 0x4D, 0x20, 0x0D]) == [.key(.enter)], "it was broken off")
    #expect(decoder.feed([0x1B, 0x5B, 0x4D]) == [] && decoder.patience(afterEscape: 0.1) == 2)
    #expect(decoder.flush() == [] && !decoder.isWaiting)
  }

  @Test(
    "whatever comes, it comes out the same at once and byte by byte, and a key behind it is that key"
  )
  func noise() {
    let pieces: [[UInt8]] = [
      Array("\u{1B}[<".utf8), Array("\u{1B}[M".utf8), [0x1B], Array("0".utf8), Array("64".utf8),
      Array(";".utf8), Array("9999999".utf8), Array("M".utf8), Array("m".utf8), [0x20], [0xFF],
      [0x0A], Array("<".utf8), Array("\u{1B}[<0;3;4M".utf8), Array("é".utf8),
    ]
    var random = SeededNumbers(5)
    for _ in 0..<20_000 {
      let count = Int.random(in: 1...9, using: &random)
      let bytes = (0..<count).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
      var whole = KeyDecoder()
      let inputs = whole.feed(bytes) + whole.flush()
      var slow = KeyDecoder()
      var singly: [TerminalInput] = []
      for byte in bytes { singly += slow.feed([byte]) }
      singly += slow.flush()
      let key = whole.feed([UInt8(ascii: "x")])
      guard inputs == singly, !whole.isWaiting, key == [.key(.character("x"))] else {
        Issue.record("\(bytes): \(inputs), \(singly), \(key)")
        return
      }
    }
  }
}

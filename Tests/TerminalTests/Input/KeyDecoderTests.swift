import Terminal
import TestSupport
import Testing

@Suite("Bytes to keys")
struct KeyDecoderTests {
  private func decode(_ text: String) -> [TerminalInput] {
    var decoder = KeyDecoder()
    let inputs = decoder.feed(text.utf8)
    return inputs + decoder.flush()
  }

  @Test("text is keys, one scalar each")
  func text() {
    #expect(
      decode("aé日🙂") == ["a", "é", "日", "🙂"].map { .key(.character($0)) })
  }

  @Test(
    "keys that are no text",
    arguments: [
      ("\u{1B}[A", Key.up), ("\u{1B}OB", .down), ("\u{1B}[Z", .backTab), ("\u{1B}[3~", .delete),
      ("\u{1B}OP", .function(1)), ("\u{1B}[12~", .function(2)), ("\u{1B}[[A", .function(1)),
      ("\u{1B}[1;5C", .controlRight), ("\r", .enter), ("\u{7F}", .backspace), ("\t", .tab),
      ("\u{03}", .control("c")), ("\u{1B}b", .alt("b")), ("\u{1B}", .escape),
      ("\u{1B}[H", .home), ("\u{1B}[6~", .pageDown),
    ])
  func keys(bytes: String, key: Key) {
    #expect(decode(bytes) == [.key(key)])
  }

  @Test("sequences may arrive byte by byte")
  func pieces() {
    let text = "x\u{1B}[A\u{1B}[200~pa\nste\u{1B}[201~é\u{1B}[?63;4c\u{1B}OPy"
    var decoder = KeyDecoder()
    var inputs: [TerminalInput] = []
    for byte in Array(text.utf8) { inputs += decoder.feed([byte]) }
    #expect(
      inputs == [
        .key(.character("x")), .key(.up), .paste("pa ste"), .key(.character("é")),
        .reply(Array("\u{1B}[?63;4c".utf8)), .key(.function(1)), .key(.character("y")),
      ])
  }

  @Test("a lone Escape waits for what may follow, and is the key when nothing does")
  func loneEscape() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.isWaiting)
    #expect(decoder.flush() == [.key(.escape)])
    #expect(!decoder.isWaiting)
  }

  @Test("a paste is one line without control characters, whatever it holds")
  func hostilePaste() {
    let inputs = decode("\u{1B}[200~x\u{1B}]0;evil\u{7}y\r\nq\u{3}\t\u{9B}2J\u{1B}[201~")
    #expect(inputs == [.paste("x]0;evily q 2J")])
  }

  @Test("a paste that never ends is over when the terminal falls silent")
  func endlessPaste() {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1B}[200~half".utf8).isEmpty)
    #expect(decoder.isPasting)
    #expect(decoder.flush() == [.paste("half")])
    #expect(decoder.feed("q".utf8) == [.key(.character("q"))])
  }

  @Test("a huge paste is cut and does not pile up")
  func hugePaste() {
    var decoder = KeyDecoder()
    let chunk = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
    _ = decoder.feed("\u{1B}[200~".utf8)
    for _ in 0..<20 { _ = decoder.feed(chunk) }
    let inputs = decoder.feed("\u{1B}[201~".utf8)
    guard case .paste(let text)? = inputs.first else {
      Issue.record("no paste arrived")
      return
    }
    #expect(text.utf8.count == KeyDecoder.longestPaste)
  }

  @Test("late replies and unknown sequences type nothing")
  func noise() {
    let inputs = decode(
      "\u{1B}P>|XTerm(379)\u{1B}\\\u{1B}]11;rgb:0/0/0\u{7}\u{1B}[?2026;0$y\u{1B}[0n")
    for input in inputs {
      guard case .reply = input else {
        Issue.record("\(input) was typed")
        return
      }
    }
    #expect(inputs.count == 4)
    #expect(decode("\u{1B}[1;2;3X") == [.reply(Array("\u{1B}[1;2;3X".utf8))])
  }

  @Test(
    "broken UTF-8 is dropped", arguments: [[0xFF], [0xC3, 0x28], [0xE2, 0x82], [0xC0, 0x80]])
  func brokenText(bytes: [UInt8]) {
    var decoder = KeyDecoder()
    let inputs = decoder.feed(bytes) + decoder.flush() + decoder.feed("z".utf8)
    #expect(inputs.last == .key(.character("z")))
    #expect(!inputs.contains(.key(.character("\u{FFFD}"))))
  }

  @Test("random bytes never stop the decoder", arguments: 0..<50)
  func randomBytes(seed: UInt64) {
    var source = SeededNumbers(seed)
    var decoder = KeyDecoder()
    for _ in 0..<400 {
      let length = Int(source.next() % 7)
      let common: [UInt8] = [0x1B, 0x5B, 0x3B, 0x31, 0x7E, 0x50, 0x5C, 0x4F]
      let bytes = (0..<length).map { _ in
        source.next() % 2 == 0
          ? common[Int(source.next() % 8)] : UInt8(truncatingIfNeeded: source.next())
      }
      for case .paste(let text) in decoder.feed(bytes) {
        #expect(text.unicodeScalars.allSatisfy { !$0.isControl })
      }
    }
    _ = decoder.flush()
    #expect(!decoder.isWaiting)
  }
}

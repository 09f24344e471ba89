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
      ("\u{1B}[1;5C", .controlRight), ("\u{1B}[1;3D", .altLeft),
      ("\r", .enter), ("\u{1B}\r", .alt("\r")), ("\u{1F}", .control("_")),
      ("\u{7F}", .backspace), ("\t", .tab),
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
        .key(.character("x")), .key(.up), .paste(PlainLine("pa ste")), .key(.character("é")),
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
    guard case .paste(let line)? = inputs.first else {
      Issue.record("nothing was pasted")
      return
    }
    #expect(line.text == "x]0;evily q 2J")
    #expect(line.leftOut == 4, "ESC, BEL, Ctrl-C and a control of the second kind")
  }

  @Test("a paste that never ends is over when the terminal falls silent")
  func endlessPaste() {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1B}[200~half".utf8).isEmpty)
    #expect((decoder.patience(afterEscape: 0.025) ?? 0) > 1, "a paste may come slowly")
    #expect(decoder.flush() == [.paste(PlainLine("half"))])
    #expect(decoder.feed("q".utf8) == [.key(.character("q"))])
  }

  @Test("a huge paste is cut and does not pile up")
  func hugePaste() {
    var decoder = KeyDecoder()
    let chunk = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
    _ = decoder.feed("\u{1B}[200~".utf8)
    for _ in 0..<20 { _ = decoder.feed(chunk) }
    let inputs = decoder.feed("\u{1B}[201~".utf8)
    guard case .paste(let line)? = inputs.first else {
      Issue.record("no paste arrived")
      return
    }
    #expect(line.text.utf8.count == KeyDecoder.longestPaste)
  }

  @Test("Alt and Enter come in one piece; Escape and Enter that do not are two keys")
  func escapeAndEnter() {
    var decoder = KeyDecoder()
    #expect(decoder.feed(Array("\u{1B}\r".utf8)) == [.key(.alt("\r"))])
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.feed([0x0D]) == [.key(.escape), .key(.enter)])
  }

  /// What a keyboard or a terminal sends, and what it is.
  private static let whole: [(String, TerminalInput)] =
    [
      ("\u{1B}[A", .key(.up)), ("\u{1B}OC", .key(.right)), ("\u{1B}[3~", .key(.delete)),
      ("\u{1B}[1;2D", .key(.shiftLeft)), ("\u{1B}[1;2F", .key(.shiftEnd)),
      ("\u{1B}[1;6C", .key(.controlShiftRight)), ("\u{1B}[1;4D", .key(.altLeft)),
      ("\u{1B}[1;5D", .key(.controlLeft)), ("\u{1B}[[B", .key(.function(2))),
      ("é", .key(.character("é"))),
      ("🙂", .key(.character("🙂"))), ("\u{1B}[200~a q\u{1B}[201~", .paste(PlainLine("a q"))),
    ]
    + [
      "\u{1B}[?62;4;22c", "\u{1B}P>|foot(1.13)\u{1B}\\", "\u{1B}]11;rgb:00/00/00\u{1B}\\",
      "\u{1B}]10;rgb:ff/ff/ff\u{7}", "\u{1B}[6;20;10t", "\u{1B}[?2026;2$y",
      "\u{1B}_Gi=31;OK\u{1B}\\",
      "\u{1B}[0n",
    ].map { ($0, .reply(Array($0.utf8))) }

  @Test("what is cut anywhere is still one input, and what follows is a key", arguments: 0..<20)
  func cut(number: Int) {
    let (text, input) = Self.whole[number]
    let bytes = Array(text.utf8)
    for place in 1..<bytes.count {
      var decoder = KeyDecoder()
      #expect(decoder.feed(bytes[..<place]).isEmpty)
      // A line that stalls for less than the patience never makes anyone call `flush`.
      if place > 1 { #expect((decoder.patience(afterEscape: 0.3) ?? 9) >= 1) }
      #expect(decoder.feed(bytes[place...] + Array("q".utf8)) == [input, .key(.character("q"))])
    }
    var decoder = KeyDecoder()
    #expect(bytes.flatMap { decoder.feed([$0]) } == [input])
  }

  @Test("an Escape that was taken for the key takes its rest along, and nothing is typed")
  func lateRest() {
    for (text, input) in Self.whole where text.hasPrefix("\u{1B}") {
      var decoder = KeyDecoder()
      _ = decoder.feed([0x1B])
      #expect(decoder.patience(afterEscape: 0.025) == 0.025)
      #expect(decoder.flush() == [.key(.escape)])
      #expect(
        decoder.feed(text.utf8.dropFirst()) == [.escapeWithdrawn, input], "\(text.debugDescription)"
      )
    }
  }

  @Test("keys pressed after Escape are themselves")
  func keysAfterEscape() {
    for text in ["[", "]", "q", "O", "Px", "[]", "i"] {
      var decoder = KeyDecoder()
      _ = decoder.feed([0x1B])
      _ = decoder.flush()
      #expect(decoder.feed(text.utf8) == text.map { .key(.character($0)) })
    }
  }

  @Test("a reply that never ends gives way to a key that is no text")
  func brokenReply() {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1B}]11;rgb:\u{03}".utf8) == [.key(.control("c"))])
    #expect(decoder.feed("\u{1B}[?62\u{1B}[A".utf8) == [.key(.up)])
  }

  @Test(
    "what cannot be seen is left out of a paste, and counted",
    arguments: [
      ("a\u{200B}ball\u{FEFF}", "aball", 2), ("\u{202E}red\u{202C} \u{2066}x\u{2069}", "red x", 4),
      ("st\u{AD}ar", "star", 1), ("r\u{200D}ed", "red", 1), ("a\u{E0061}\u{E0062}b", "ab", 2),
      ("👩\u{200D}💻", "👩\u{200D}💻", 0), ("می\u{200C}خواهم", "می\u{200C}خواهم", 0),
      ("❤\u{FE0F}", "❤\u{FE0F}", 0), ("x\r\ny\u{9B}", "x y", 1),
      ("Ame\u{301}lie", "Ame\u{301}lie", 0),
    ])
  func invisible(pasted: String, text: String, leftOut: Int) {
    let line = PlainLine(pasted)
    #expect(line.text == text)
    #expect(line.leftOut == leftOut)
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
      for case .paste(let line) in decoder.feed(bytes) {
        #expect(line.text.unicodeScalars.allSatisfy { !$0.isControl })
      }
    }
    _ = decoder.flush()
    #expect(!decoder.isWaiting)
  }
}

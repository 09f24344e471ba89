import Render
import TestSupport
import Testing

@Suite struct CapabilityTests {
  private func parse(_ text: String) -> CapabilityParser {
    var parser = CapabilityParser()
    parser.consume(text.utf8)
    return parser
  }

  @Test(
    "sixel is attribute 4 of DA1 as a whole number",
    arguments: [
      ("\u{1B}[?63;1;2;4;6;9;15;16;22;28c", true), ("\u{1B}[?65;4;6;18;22c", true),
      ("\u{1B}[?1;2;4c", true), ("\u{1B}[?4c", true),
      ("\u{1B}[?64;1;2;6;9;15;16;17;18;21;22;28c", false), ("\u{1B}[?1;2c", false),
      ("\u{1B}[?6c", false), ("\u{1B}[?62;14;44;46c", false), ("\u{1B}[?62;c", false),
    ])
  func sixel(reply: String, isThere: Bool) {
    let parser = parse(reply)
    #expect(parser.isFinished)
    #expect(parser.capabilities.sixel == isThere)
  }

  /// All that a terminal with window reports says to the whole query.
  private static let complete =
    "\u{1B}P>|WezTerm 20240203\u{1B}\\\u{1B}[6;20;10t\u{1B}[4;800;1200t\u{1B}[8;40;120t"
    + "\u{1B}[?1;0;1024S\u{1B}[?2;0;1200;800S\u{1B}[?2;0;4096;2048S\u{1B}[?2026;2$y"
    + "\u{1B}]11;rgb:1e1e/2020/ffff\u{1B}\\\u{1B}[?65;4;6;18;22c"

  private static var completeCapabilities: Capabilities {
    var expected = Capabilities()
    expected.name = "WezTerm 20240203"
    expected.answered = true
    expected.sixel = true
    expected.colourRegisters = 1024
    expected.imageArea = PixelSize(width: 1200, height: 800)
    expected.maximumImage = PixelSize(width: 4096, height: 2048)
    expected.cell = PixelSize(width: 10, height: 20)
    expected.textArea = PixelSize(width: 1200, height: 800)
    expected.textCells = GridSize(columns: 120, rows: 40)
    expected.synchronizedOutput = true
    expected.background = RGB(hex: 0x1E20FF)
    return expected
  }

  @Test("every reply is understood, in one piece and byte by byte")
  func complete() {
    #expect(parse(Self.complete).capabilities == Self.completeCapabilities)
    var parser = CapabilityParser()
    for byte in Self.complete.utf8 {
      #expect(!parser.isFinished)
      parser.consume([byte])
    }
    #expect(parser.isFinished)
    #expect(parser.capabilities == Self.completeCapabilities)
  }

  @Test("xterm without window reports, with and without graphics")
  func xterm() {
    let with = parse(
      "\u{1B}P>|XTerm(379)\u{1B}\\\u{1B}[?1;0;1024S\u{1B}[?2;0;480;312S\u{1B}[?2;0;1000;1000S"
        + "\u{1B}[?2026;0$y\u{1B}]11;rgb:0000/0000/0000\u{1B}\\\u{1B}[?63;1;2;4;6;9;15;16;22;28c"
    ).capabilities
    #expect(with.imageArea == PixelSize(width: 480, height: 312))
    #expect(with.usableImage(.sixel(colours: 256)) == PixelSize(width: 1000, height: 1000))
    #expect(with.usableColours == 256)
    #expect(!with.synchronizedOutput)
    let without = parse("\u{1B}[?1;3S\u{1B}[?2;3S\u{1B}[?2;3S\u{1B}[?64;1;2;6c").capabilities
    #expect(without.colourRegisters == nil && without.maximumImage == nil && !without.sixel)
    #expect(parse("\u{1B}[?1;0;16S").capabilities.usableColours == 16)
  }

  @Test("a terminal that tells one picture size means the largest")
  func oneGeometry() {
    let parser = parse("\u{1B}[?2;0;640;480S\u{1B}[?65;4c")
    #expect(parser.capabilities.maximumImage == PixelSize(width: 640, height: 480))
  }

  @Test("tmux answers little and no graphics")
  func tmux() {
    let capabilities = parse("\u{1B}P>|tmux 3.3a\u{1B}\\\u{1B}[8;100;35t\u{1B}[?1;2c").capabilities
    #expect(capabilities.name == "tmux 3.3a")
    #expect(!capabilities.sixel && capabilities.cell == nil && capabilities.background == nil)
  }

  @Test("a background is read with either end and any number of digits")
  func background() {
    for (reply, hex) in [
      ("rgb:ff/80/00\u{07}", 0xFF8000), ("rgb:f/0/7\u{1B}\\", 0xFF0077),
      ("rgba:ffff/ffff/ffff/8000\u{07}", 0xFFFFFF), ("rgb:fff/000/800\u{07}", 0xFF0080),
    ] as [(String, UInt32)] {
      #expect(parse("\u{1B}]11;\(reply)").capabilities.background == RGB(hex: hex))
    }
  }

  @Test("a name cannot carry control characters")
  func hostileName() {
    #expect(parse("\u{1B}P>|a\u{01}b\u{7F}c\u{07}").capabilities.name == "abc")
    let long = String(repeating: "x", count: 200)
    #expect(parse("\u{1B}P>|\(long)\u{07}").capabilities.name?.count == 80)
  }

  @Test("what is no reply changes nothing, wherever it stands")
  func foreign() {
    let replies = ("\u{1B}[A\u{1B}" + Self.complete).replacing(
      "\u{1B}[4;", with: "é\u{1B}]x\u{1B}[4;")
    #expect(parse(replies + "\u{1B}Px\u{1B}[1;5").capabilities == Self.completeCapabilities)
    #expect(parse("x\u{1B}[?65;4").capabilities == Capabilities())
  }

  @Test(
    "a reply counts right behind another that breaks off",
    arguments: ["\u{1B}P>|x", "\u{1B}]11;rgb:f/f", "\u{1B}P>|x\u{1B}", "\u{1B}[?62;", "\u{1B}P2"])
  func broken(beginning: String) {
    let parser = parse(beginning + "\u{1B}[?62;4c")
    #expect(parser.isFinished && parser.capabilities.sixel)
  }

  @Test("a reply behind the fence still counts")
  func lateReply() {
    let parser = parse("\u{1B}[?65;4cx\u{1B}]11;rgb:00/00/ff\u{07}y")
    #expect(parser.capabilities.background == RGB(hex: 0xFF))
  }

  @Test("any bytes in any pieces give the same")
  func garbage() {
    var generator = SeededNumbers(99)
    let alphabet = Array("\u{1B}\u{1B}\u{1B}[]P>|?;:/0123468SctqyR$\\rgb11\u{07}".utf8)
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
          : UInt8.random(in: 0...255, using: &generator)
      }
      var whole = CapabilityParser()
      whole.consume(bytes)
      var pieces = CapabilityParser()
      var start = 0
      while start < bytes.count {
        let end = min(bytes.count, start + Int.random(in: 1...5, using: &generator))
        pieces.consume(bytes[start..<end])
        start = end
      }
      #expect(whole.capabilities == pieces.capabilities)
    }
  }

  @Test("a reply without an end does not hide those behind it")
  func endless() {
    let parser = parse("\u{1B}P>|" + String(repeating: "x", count: 2000) + "\u{1B}[?65;4c")
    #expect(parser.capabilities.sixel && parser.capabilities.name == nil)
  }

  @Test("answers to kitty's question are told apart by their number, and errors are none")
  func kitty() {
    #expect(parse("\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?62c").capabilities.kitty)
    #expect(!parse("\u{1B}_Gi=31;ENOTSUP:no\u{1B}\\").capabilities.kitty)
    let tmux = parse("\u{1B}[?1;2c\u{1B}_Gi=32;OK\u{1B}\\").capabilities
    #expect(tmux.kittyBehindTmux && !tmux.kitty)
    #expect(parse("\u{1B}]1337;ReportCellSize=17.0;8.0;2.0\u{1B}\\").capabilities.inlineImages)
    #expect(parse("\u{1B}]1337;ReportCellSize=17.0;8.0\u{7}").capabilities.inlineImages)
  }

  @Test("a query ends with the fence and never asks where it would show")
  func query() {
    let full = String(
      decoding: Capabilities.query(environment: ["TERM": "xterm-256color"]), as: UTF8.self)
    #expect(full.hasSuffix("\u{1B}[c"))
    for part in ["\u{1B}[>q", "\u{1B}[16t", "\u{1B}[?1;1;0S", "\u{1B}[?2026$p", "\u{1B}]11;?"] {
      #expect(full.contains(part))
    }
    #expect(full.contains("\u{1B}_Gi=31,") && full.contains("\u{1B}]1337;ReportCellSize"))
    for inside in [
      ["TERM": "screen"], ["TERM": "xterm-256color", "STY": "1.pts"],
      ["TERM": "xterm-256color", "ZELLIJ": "0"],
    ] {
      let question = String(decoding: Capabilities.query(environment: inside), as: UTF8.self)
      #expect(!question.contains("_G"), "the question becomes the title")
      let isScreen = inside["ZELLIJ"] == nil
      #expect(question.contains("\u{1B}]11;?") == !isScreen, "its answer comes behind the fence")
    }
    for tmux in [["TERM": "tmux-256color"], ["TERM": "screen-256color", "TMUX": "/tmp/tmux,1,0"]] {
      let question = String(decoding: Capabilities.query(environment: tmux), as: UTF8.self)
      #expect(question.contains("\u{1B}Ptmux;\u{1B}\u{1B}_Gi=32,"))
      #expect(
        question.contains("\u{1B}Ptmux;\u{1B}\u{1B}P+q6b697474792d71756572792d76657273696f6e"))
      #expect(!question.contains("\u{1B}[16t\u{1B}_G") && !question.contains("1337"))
    }
    var parser = CapabilityParser()
    // As kitty 0.26.5 answered through tmux 3.3a.
    parser.consume(
      "\u{1B}P1+r6b697474792d71756572792d76657273696f6e=302e32362e35\u{1B}\\\u{1B}_Gi=32;OK\u{1B}\\"
        .utf8)
    #expect(parser.capabilities.kittyVersion == "0.26.5")
    #expect(parser.capabilities.kittyBehindTmux && !parser.capabilities.showsPlaceholders)
    parser.consume(
      "\u{1B}P1+r6b697474792d71756572792d76657273696f6e=302e33352e32\u{1B}\\".utf8)
    #expect(parser.capabilities.showsPlaceholders)
    #expect(Capabilities.query(environment: ["TERM": "linux"]) == Array("\u{1B}[c".utf8))
    #expect(Capabilities.query(environment: ["TERM": "dumb"]).isEmpty)
    #expect(Capabilities.query(environment: [:]).isEmpty)
  }
}

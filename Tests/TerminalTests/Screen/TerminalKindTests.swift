import Terminal
import Testing

@Suite("What terminals are known to do")
struct TerminalKindTests {
  private func kind(_ type: String, _ name: String? = nil, answers: Bool = true) -> TerminalKind {
    TerminalKind(type: type, name: name, answers: answers)
  }

  @Test("a notice is sent in the way that the terminal has, and is a bell elsewhere")
  func notices() {
    for (name, bytes) in [
      ("kitty(0.35.2)", "\u{1B}]99;i=wurst:o=unfocused;done\u{1B}\\"),
      ("foot(1.16.2)", "\u{1B}]777;notify;wurst;done\u{1B}\\"),
      ("WezTerm 20240203", "\u{1B}]777;notify;wurst;done\u{1B}\\"),
      ("iTerm2 3.5.4", "\u{1B}]9;done\u{1B}\\"), ("XTerm(379)", "\u{7}"), ("tmux 3.3a", "\u{7}"),
    ] {
      #expect(kind("xterm-256color", name).bytes(telling: "done") == Array(bytes.utf8), "\(name)")
    }
    #expect(kind("linux").bytes(telling: "done") == [0x07])
  }

  @Test("no control of a text reaches the terminal")
  func hostile() {
    for name in ["kitty(0.35.2)", "foot(1.16.2)", "iTerm2 3.5.4"] {
      let bytes = kind("xterm", name).bytes(telling: "a\u{1B}]52;c;eA==\u{7}\u{9C}\nb")
      #expect(bytes.count { $0 == 0x1B } == 2 && !bytes.contains(0x07) && !bytes.contains(0x0A))
    }
  }

  @Test("consoles and terminals that answer nothing keep their titles")
  func titles() {
    #expect(kind("xterm-256color").hasTitle && kind("tmux-256color").hasTitle)
    #expect(!kind("xterm-256color", answers: false).hasTitle)
    for type in ["linux", "dumb", "vt100", "ansi", ""] { #expect(!kind(type).hasTitle) }
    #expect(kind("xterm-256color", "XTerm(379)").tellsFocus)
    #expect(!kind("tmux-256color", "tmux 3.3a").tellsFocus)
  }

  @Test("reports of the focus are told from others")
  func focus() {
    #expect(TerminalModes.focus(of: Array("\u{1B}[I".utf8)) == true)
    #expect(TerminalModes.focus(of: Array("\u{1B}[O".utf8)) == false)
    #expect(TerminalModes.focus(of: Array("\u{1B}[0n".utf8)) == nil)
    #expect(TerminalModes.focus(of: Array("\u{1B}[Z".utf8)) == nil)
  }
}

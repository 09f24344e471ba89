import Terminal
import Testing

@Suite("Kinds of terminals")
struct TerminalTypeTests {
  @Test(
    "a kind that is not described has others that draw alike",
    arguments: [
      ("xterm-kitty", "xterm-256color"), ("foot", "xterm-256color"),
      ("tmux-256color", "screen-256color"),
      ("screen.xterm-new", "screen-256color"), ("alacritty", "xterm-256color"),
    ])
  func near(type: String, next: String) {
    let descriptions = TerminalType.descriptions(of: type)
    #expect(descriptions.prefix(2) == [type, next])
    #expect(descriptions.last == "vt100")
    #expect(Set(descriptions).count == descriptions.count)
  }

  @Test("a terminal that places no text has none", arguments: ["", "dumb", "unknown"])
  func dumb(type: String) { #expect(TerminalType.descriptions(of: type).isEmpty) }

  @Test("SSH is known by any of its variables")
  func remote() {
    for name in ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"] {
      #expect(TerminalDevice.isRemote([name: "x"]))
    }
    #expect(!TerminalDevice.isRemote(["SSH_TTY": "", "TERM": "xterm"]))
  }
}

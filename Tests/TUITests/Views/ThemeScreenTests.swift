import Terminal
import Testing
import wurst

@Suite("Screens in the colours of every theme")
struct ThemeScreenTests {
  /// Each line as runs of one look, with the colours before the words.
  private func looks(_ story: Story) -> String {
    let (canvas, theme) = (story.frame.canvas, story.state.look.theme)
    return (0..<canvas.size.height).map { y in
      var line = ""
      var last: Appearance?
      for cell in canvas.row(y) {
        let look = theme[cell.style]
        if look != last { line += "‹\(words(look))›" }
        last = look
        line += cell.text
      }
      return line
    }.joined(separator: "\n")
  }

  private func words(_ look: Appearance) -> String {
    func word(_ colour: Colour) -> String {
      switch colour {
      case .standard: "-"
      case .named(let number): Colour.names[number]
      case .rgb(let red, let green, let blue):
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      }
    }
    let marks: [(Attributes, String)] = [
      (.bold, "b"), (.dim, "d"), (.italic, "i"), (.underline, "u"), (.reverse, "r"),
    ]
    let set = marks.filter { look.attributes.contains($0.0) }.map(\.1).joined()
    return "\(word(look.foreground))/\(word(look.background))\(set.isEmpty ? "" : " " + set)"
  }

  @Test(
    "the explorer at work, with something selected",
    arguments: ["contrast", "dark", "dusk", "light", "mono", "terminal"])
  func explorer(theme: String) throws {
    var story = Story(size: Size(width: 80, height: 24))
    story.press(.alt("x"))
    story.type("theme \(theme)")
    story.press(.enter)
    #expect(story.state.look.theme.name == theme)
    story.type("a red ball")
    story.press(.enter)
    story.advance(10)
    story.press(.controlShiftLeft)
    story.wait(10)
    try expectSnapshot(looks(story), "theme-\(theme)-80x24")
  }

  @Test("a theme that is made for another background than the terminal's has one of its own")
  func grounds() {
    for (ground, unsuited) in [
      (Ground.light, ["dark"]), (.dark, ["light"]), (.unknown, []),
    ] {
      for theme in ["contrast", "dark", "dusk", "light", "mono", "terminal"] {
        var story = Story()
        story.apply(.look(.ground(ground)))
        story.press(.alt("x"))
        story.type("theme \(theme)")
        story.press(.enter)
        let look = story.state.look.theme
        #expect(look.name == theme)
        #expect(look.isReadable(on: ground), "\(theme) on \(ground)")
        let hasGround = look[Role.text].background != .standard
        let own = ["contrast", "dusk"].contains(theme)
        #expect(hasGround == (own || unsuited.contains(theme)), "\(theme) on \(ground)")
      }
    }
  }
}

import Files
import Terminal
import TestSupport
import Testing

@Suite("Schemes of base16")
struct Base16Tests {
  private static let colours = [
    "181818", "282828", "383838", "585858", "b8b8b8", "d8d8d8", "e8e8e8", "f8f8f8", "ab4642",
    "dc9656", "f7ca88", "a1b56c", "86c1b9", "7cafc2", "ba8baf", "a16946",
  ]

  private static func scheme(_ head: String, _ indent: String, _ mark: String) -> String {
    head
      + colours.enumerated().map { index, colour in
        let name = "base0" + String(index, radix: 16, uppercase: true)
        return "\(indent)\(name): \(mark)\(colour)\(mark.suffix(1)) # number \(index)\n"
      }.joined()
  }

  @Test(
    "both forms of the file are read",
    arguments: [
      scheme("---\nscheme: \"Default Dark\"\nauthor: \"Chris: K\" # a friend\n", "", "\""),
      scheme("system: base16\nname: 'Default Dark'\nauthor: 'Chris: K'\npalette:\n", "  ", "'"),
      scheme("name: Default Dark\nauthor: Chris: K\npalette:\n", "    ", " "),
    ])
  func forms(text: String) throws {
    let scheme = try Base16Scheme(text)
    #expect(scheme.name == "Default Dark" && scheme.author == "Chris: K")
    #expect(scheme.colours.map(\.hex) == Self.colours.map { "#" + $0 })
  }

  @Test("the theme has every role, and words stand out")
  func theme() throws {
    let scheme = try Base16Scheme(Self.scheme("name: x\n", "", "\""))
    let file = try ThemeFile(scheme.toml, path: Path("x.toml"))
    #expect(Set(file.appearances.keys) == Set(Role.allCases))
    let theme = Theme.builtIn.overridden(name: "x", by: file)
    for role in Role.allCases {
      let ink = try #require(theme[role].foreground.shown(among: 1 << 24))
      let ground = try #require(theme[role].background.shown(among: 1 << 24))
      #expect(Contrast.ratio(ink, ground) >= Contrast.ofLines, "\(role)")
    }
  }

  @Test(
    "what is wrong is named with its line",
    arguments: [
      ("name\n", "line 1"), ("name: \"x\nbase00: \"000000\"\n", "line 1"),
      ("base10: \"000000\"\n", "line 1"), ("\nbase00: \"00000g\"\n", "line 2"),
      ("!!python/object: x\n", "line 1"), ("base00: \"000000\"\n", "base01 is missing"),
      ("colour: \"x\"\n", "no key"), ("", "base00 is missing"), ("- a: b\n", "line 1"),
    ])
  func damage(text: String, words: String) {
    let problem = #expect(throws: Base16Scheme.Problem.self) { try Base16Scheme(text) }
    #expect(problem?.description.contains(words) == true, "\(String(describing: problem))")
  }

  @Test("a hostile name becomes no line of the theme")
  func hostile() throws {
    let text = Self.scheme("name: \"x\u{1B}[2J\u{9B}evil = 1\"\n", "", "\"")
    let toml = try Base16Scheme(text).toml
    #expect(!toml.contains("\u{1B}"))
    _ = try ThemeFile(toml, path: Path("x.toml"))
  }
}

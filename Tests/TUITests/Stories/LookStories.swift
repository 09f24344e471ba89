import Files
import Render
import Terminal
import TestSupport
import Testing
import wurst

@Suite("How the screen looks")
struct LookStories {
  @Test(
    "a theme of config.toml that is damaged is named with its place, and one that suits is used")
  func damaged() throws {
    try TemporaryFolder.with { folder in
      let path = folder / "mine.toml"
      try AtomicFile.write(Array("[roles]\ntext = \"reddish\"\n".utf8), to: path)
      let themes = ThemeFolders(folders: [folder, Goldens.root / "themes"])
      var story = Story()
      story.state.dress(in: "mine", from: themes, on: RGB(hex: 0xFFFFFF))
      #expect(story.state.look.theme.name == "light")
      let message = try #require(story.state.message)
      #expect(message.kind == .error && message.text.contains("mine.toml, key roles.\"text\""))
      #expect(
        themes.offers(on: .dark).first { $0.name == "mine" }?.problem?.contains("roles") == true)
    }
  }

  @Test(
    "a terminal that tells its background late is drawn in what suits it, unless one was chosen")
  func late() {
    var story = Story()
    story.apply(.look(.ground(.light)))
    #expect(story.state.look.theme.name == "light")
    story.apply(.look(.ground(.dark)))
    #expect(story.state.look.theme.name == "dark")
    story.press(.escape, .character(":"))
    story.type("theme dusk")
    story.press(.enter)
    story.apply(.look(.ground(.light)))
    #expect(story.state.look.theme.name == "dusk")
  }

  @Test("the colours of a theme's numbers are those of the pictures")
  func maps() throws {
    var story = Story()
    story.type("a red ball")
    story.press(.enter)
    story.advance()
    story.press(.escape, .character("["), .character("["), .character("c"))
    let before = try #require(story.frame.images.first { $0.slot == .picture }?.source)
    story.press(.character(":"))
    story.type("theme dusk")
    let after = try #require(story.frame.images.first { $0.slot == .picture }?.source)
    #expect(after.key != before.key)
    #expect(after.content.bitmap() != before.content.bitmap())
    story.press(.escape)
    #expect(story.frame.images.first { $0.slot == .picture }?.source.key == before.key)
  }
}

import Files
import Foundation
import Recipes
import Terminal
import TestSupport
import Testing
import wurst

@Suite("Stories: styles and variants")
struct StyleStories {
  private static let styles = """
    [ink]
    prompt = "ink of {prompt}"
    negative = "photo"
    [snowy]
    prompt = "on snow"
    """

  /// A story with files of the user's own.
  private func with(
    _ files: [String: String], size: Size = Size(width: 100, height: 30),
    _ body: (inout Story, _ folder: Path) throws -> Void
  ) throws {
    try TemporaryFolder.withName { home in
      let folder = Path(home) / "wurst"
      try Folder.makeAll(folder / "wildcards")
      for (name, text) in files {
        try Data(text.utf8).write(to: URL(filePath: (folder / name).text))
      }
      var story = Story(size: size, library: PromptLibrary(environment: ["XDG_CONFIG_HOME": home]))
      try body(&story, folder)
    }
  }

  private func painted(_ story: Story) -> [Recipe] {
    story.effects.compactMap { if case .run(_, .paint(let recipe)) = $0 { recipe } else { nil } }
  }

  @Test("styles are switched on in a window, named in the border, and drawn with what is typed")
  func styles() throws {
    try with(["styles.toml": Self.styles]) { story, _ in
      story.type("a ball")
      story.press(.function(5))
      #expect(story.screen.contains("○ ink") && story.screen.contains("ink of {prompt}  − photo"))
      story.press(.enter, .down, .character(" "))
      #expect(
        story.screen.contains("● snowy") && story.screen.contains("Draws: ink of a ball, on snow"))
      story.press(.escape)
      #expect(story.screen.contains("Prompt · ink · snowy"))
      #expect(story.state.drawing.prompt.text == "a ball" && story.screen.contains("6/30 tokens"))
      story.press(.enter)
      let recipe = try #require(painted(story).first)
      #expect(recipe.prompt == "ink of a ball, on snow" && recipe.negative == "photo")
      #expect(recipe.origin == .init(prompt: "a ball", negative: "", styles: ["ink", "snowy"]))
      #expect(story.state.drawing.prompt.text == "a ball")
      story.advance()
      story.press(.control("u"), .up)
      #expect(story.state.drawing.prompt.text == "a ball", "the history has what was typed")
      story.press(.escape, .character("t"), .character("x"), .escape)
      #expect(!story.screen.contains("Prompt · ink"))
      story.press(.character("u"))
      #expect(story.state.styles.active == ["ink", "snowy"])
      #expect(story.screen.contains("Undone: styles ink, snowy → none"))
    }
  }

  @Test("a recipe brings its styles back, or the whole prompt where they have changed")
  func recalling() throws {
    try with(["styles.toml": Self.styles]) { story, folder in
      story.type("a ball")
      story.press(.function(5), .enter, .escape, .enter)
      story.advance()
      story.press(.function(5), .character("x"), .escape, .control("u"))
      story.type("a star")
      story.press(.enter)
      story.advance()
      story.press(.altLeft)
      #expect(story.state.drawing.prompt.text == "a ball" && story.state.styles.active == ["ink"])
      #expect(story.state.settings.recipe.negative.isEmpty)
      story.press(.altRight)
      #expect(story.state.drawing.prompt.text == "a star" && story.state.styles.active.isEmpty)
      try Data("[ink]\nprompt = \"other\"\n".utf8).write(
        to: URL(filePath: (folder / "styles.toml").text))
      story.press(.function(5), .escape, .altLeft)
      #expect(
        story.state.drawing.prompt.text == "ink of a ball" && story.state.styles.active.isEmpty)
      #expect(story.state.drawing.negative.text == "photo")
      story.press(.enter)
      #expect(painted(story).last?.prompt == "ink of a ball")
    }
  }

  @Test("styles that have no room in the border are counted there")
  func narrow() throws {
    try with(["styles.toml": Self.styles], size: Size(width: 60, height: 20)) { story, _ in
      story.type("a ball")
      story.press(.function(5), .enter, .down, .enter, .escape)
      #expect(story.screen.contains("Prompt +2") && story.screen.contains("6/30 tokens"))
    }
  }

  @Test("a damaged file of styles is one line with its place, and the rest goes on")
  func damaged() throws {
    try with(["styles.toml": "[ink]\nprompt = 3\n[a]\nprompt = \"x\"\n"]) { story, _ in
      story.press(.function(5))
      #expect(story.state.styles.problems.count == 1)
      #expect(story.state.styles.problems[0].contains("styles.toml, line 2: style 'ink'"))
      #expect(story.screen.contains("○ a"))
    }
    try with([:]) { story, _ in
      story.press(.function(5))
      #expect(story.screen.contains("There are none yet") && story.screen.contains("[watercolour]"))
      story.press(.enter, .down, .escape)
      #expect(story.state.focus == .prompt && story.state.isEditing)
    }
  }

  @Test("Enter on a prompt with variants lists them, and Enter there draws them in turn")
  func variants() throws {
    try with(["wildcards/thing.txt": "ball\ncube\n"]) { story, _ in
      let text = "a {red|blue} __thing__"
      story.type(text)
      story.press(.enter)
      #expect(story.state.drawing.run == nil && story.screen.contains("4 variants"))
      for prompt in ["a red ball", "a red cube", "a blue ball", "a blue cube"] {
        #expect(story.screen.contains(prompt))
      }
      story.press(.escape)
      #expect(painted(story).isEmpty && story.state.drawing.prompt.text == text)
      story.press(.enter, .character("s"))
      #expect(story.screen.contains("Seeds count up from"))
      story.press(.enter)
      for _ in 0..<4 { story.advance() }
      let drawn = painted(story)
      #expect(drawn.map(\.prompt) == ["a red ball", "a red cube", "a blue ball", "a blue cube"])
      #expect(drawn.map(\.seed) == (0..<4).map { drawn[0].seed &+ $0 })
      #expect(drawn.allSatisfy { $0.origin?.template == text })
      #expect(story.state.drawing.prompt.text == text && story.state.drawing.waiting.isEmpty)
      story.press(.control("u"), .up)
      #expect(story.state.drawing.prompt.text == text)
    }
  }

  @Test("one seed is for all variants unless they are to count up, and styles are added to each")
  func seeds() throws {
    try with(["styles.toml": Self.styles]) { story, _ in
      story.press(.function(5), .enter, .escape)
      story.type("{a|b}")
      story.press(.enter, .enter)
      story.advance()
      story.advance()
      let drawn = painted(story)
      #expect(drawn.map(\.prompt) == ["ink of a", "ink of b"] && Set(drawn.map(\.seed)).count == 1)
      #expect(drawn.map(\.typedPrompt) == ["a", "b"])
    }
  }

  @Test("a variant that comes back is that variant, and the text with all of them is one key away")
  func recallVariant() throws {
    try with([:]) { story, _ in
      story.type("a {red|blue} ball")
      story.press(.enter, .enter)
      story.advance()
      story.advance()
      story.press(.altLeft)
      #expect(story.state.drawing.prompt.text == "a red ball")
      story.press(.control("p"))
      #expect(story.state.drawing.prompt.text == "a {red|blue} ball")
    }
  }

  @Test("what cannot be read as variants is said, with the cursor where it is")
  func mistakes() throws {
    try with(["wildcards/a.txt": "__a__\n"]) { story, _ in
      story.type("a {red|blue ball")
      story.press(.enter)
      #expect(story.state.drawing.run == nil)
      #expect(story.screen.contains("✗ Character 3 of the prompt: this { has no }"))
      #expect(story.state.drawing.prompt.cursor == 2)
      story.press(.control("k"))
      story.type("__a__")
      story.press(.enter)
      #expect(story.screen.contains("a list leads back to itself"))
      story.press(.control("u"))
      story.type("a __b__ ball")
      story.press(.enter)
      #expect(painted(story).map(\.prompt) == ["a __b__ ball"])
      #expect(story.screen.contains("There is no list 'b'"))
    }
  }

  @Test("braces that were drawn are drawn again as they were, and are no variants")
  func literals() throws {
    try with([:]) { story, _ in
      story.type("a \\{red\\|blue\\} {ball}")
      story.press(.enter)
      story.advance()
      #expect(painted(story).map(\.prompt) == ["a {red|blue} {ball}"])
      #expect(painted(story)[0].origin == nil)
      story.press(.control("u"))
      story.type("a star")
      story.press(.enter)
      story.advance()
      story.press(.altLeft, .enter)
      #expect(painted(story).last?.prompt == "a {red|blue} {ball}")
    }
  }

  @Test(
    "the windows, on the screen",
    arguments: [Size(width: 80, height: 24), Size(width: 100, height: 30)])
  func screens(size: Size) throws {
    try with(["styles.toml": Self.styles], size: size) { story, _ in
      story.type("a {red|blue|green} {ball|cube}")
      story.press(.function(5), .enter)
      try expectSnapshot(story.screen, "styles-\(size.width)x\(size.height)")
      story.press(.escape, .enter)
      try expectSnapshot(story.screen, "variants-\(size.width)x\(size.height)")
      story.press(.escape, .control("u"))
    }
  }
}

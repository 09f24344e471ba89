import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: writing prompts")
struct PromptStories {
  private let long =
    "a big red ball and a small blue cube next to a very tall white pyramid on a wooden floor "
    + "under a pink sky at sunset"

  @Test("the pane grows with the prompt, and the arrows go by line before they leave it")
  func lines() {
    var story = Story(size: Size(width: 80, height: 24), history: ["a star"])
    let before = Layout(story.state.size, settings: story.state.settings.shown(story.state.facts))
    story.type(long)
    #expect(long.split(separator: " ").allSatisfy { story.screen.contains($0) })
    #expect(!story.screen.contains("↑"))
    let bottom = story.frame.cursor?.y ?? 0
    #expect(bottom > before.prompt.maxY)
    while story.frame.cursor?.y != before.prompt.y { story.press(.up) }
    #expect(story.state.drawing.prompt.text == long)
    story.press(.up)
    #expect(story.state.drawing.prompt.text == "a star")
    story.press(.down)
    #expect(story.state.drawing.prompt.text == long)
  }

  @Test("moving by line keeps the column, also over a shorter line")
  func column() {
    var field = PromptField()
    field.replace(with: "aaaa bb cccc dd", cursor: 3)
    var places: [Int] = []
    while field.moveLine(1, width: 5) { places.append(field.cursor) }
    #expect(places == [7, 11, 15])
    while field.moveLine(-1, width: 5) { places.append(field.cursor) }
    #expect(places == [7, 11, 15, 11, 7, 3])
  }

  @Test("a prompt that is longer than half the column says where more of it is")
  func scrolling() {
    var story = Story(size: Size(width: 80, height: 24))
    story.apply(.pasted(PlainLine(String(repeating: "ball ", count: 60))))
    #expect(story.screen.contains("↑ 60/30 tokens"))
    story.press(.control("a"))
    #expect(story.screen.contains("↓ 60/30 tokens"))
    let settings = story.screen.split(separator: "\n").firstIndex { $0.contains("Settings") } ?? 0
    #expect(settings <= 13)
  }

  @Test("both texts have a counter, and words that the model never learned are underlined")
  func marks() {
    var story = Story()
    story.type("a red robot")
    story.press(.tab)
    story.type("ball zeppelin")
    #expect(story.screen.contains("3/30 tokens") && story.screen.contains("2/30 tokens"))
    #expect(story.screen.contains("never learned “zeppelin”"))
    var underlined = ""
    for y in 0..<30 {
      for cell in story.frame.canvas.row(y) where cell.style.attributes.contains(.underline) {
        underlined += cell.text
      }
    }
    #expect(underlined == "robotzeppelin")
  }

  @Test("the word at the cursor weighs more and less, in either text")
  func weights() {
    var story = Story()
    story.type("a red ball")
    story.press(.controlUp)
    #expect(story.state.drawing.prompt.text == "a red (ball:1.1)")
    #expect(story.screen.contains("“ball” weighs 1.1"))
    story.press(.altUp)
    #expect(story.state.drawing.prompt.text == "a red (ball:1.15)")
    #expect(story.state.settings.recipe.prompt == "a red (ball:1.15)")
    story.press(.controlDown, .controlDown)
    #expect(story.state.drawing.prompt.text == "a red ball")
    story.press(.tab)
    story.type("grass")
    story.press(.altDown)
    #expect(story.state.drawing.negative.text == "(grass:0.95)")
    story.press(.control("u"), .controlUp)
    #expect(story.screen.contains("There is no word at the cursor"))
  }

  @Test("where brackets are read as written no weight is given")
  func noWeights() {
    var story = Story()
    story.type("a (red) ball")
    story.state.settings.recipe.emphasis = .none
    story.press(.controlUp)
    #expect(story.state.drawing.prompt.text == "a (red) ball")
    #expect(story.screen.contains("words have no weights"))
  }

  @Test("earlier prompts are found by what is typed of them, and Escape leaves all as it was")
  func search() {
    var story = Story(history: ["a red ball on grass", "a blue star", "a ring on sand"])
    story.type("draft")
    story.press(.control("r"))
    #expect(story.screen.contains("Earlier prompts"))
    story.type("bal")
    #expect(story.screen.contains("a red ball on grass"))
    #expect(!story.screen.contains("a ring on sand"))
    story.press(.escape)
    #expect(story.state.drawing.prompt.text == "draft" && story.state.focus == .prompt)
    story.press(.control("r"), .control("r"))
    story.press(.enter)
    #expect(story.state.drawing.prompt.text == "a blue star")
    #expect(story.state.settings.recipe.prompt == "a blue star")
    #expect(story.state.drawing.run == nil)
    story.press(.control("r"))
    story.type("nothing like it")
    #expect(story.screen.contains("found nowhere"))
    story.press(.enter)
    #expect(story.state.drawing.prompt.text == "a blue star" && story.state.drawing.finder == nil)
  }

  @Test("a search that is open takes a paste, and comes back where Escape was none")
  func searchingOn() {
    var story = Story(history: ["a red ball"])
    story.press(.control("r"))
    story.apply(.pasted(PlainLine("red")))
    #expect(story.state.drawing.finder?.query.text == "red" && story.state.drawing.prompt.isEmpty)
    story.press(.escape)
    story.apply(.escapeWithdrawn)
    #expect(story.state.drawing.finder?.chosen == "a red ball")
    story.press(.function(2))
    #expect(story.state.place == .gallery)
  }

  @Test("negative prompts have a history of their own")
  func negatives() {
    var story = Story()
    story.type("a ball")
    story.press(.tab)
    story.type("grass")
    story.press(.enter)
    story.advance()
    story.press(.control("u"), .up)
    #expect(story.state.drawing.negative.text == "grass")
    #expect(story.effects.contains(.drawing(.saveHistory(.negative, ["grass"]))))
    story.press(.control("u"), .control("r"), .enter)
    #expect(story.state.drawing.negative.text == "grass")
    #expect(story.state.drawing.prompt.text == "a ball")
  }

  @Test("Ctrl-X Ctrl-E hands the text in focus to the user's editor, and takes what comes back")
  func editor() {
    var story = Story()
    story.type("a ball")
    story.press(.control("x"))
    #expect(story.screen.contains("Ctrl-X"))
    story.press(.control("e"))
    #expect(story.effects.last == .program(.edit("a ball", editor: nil)))
    story.apply(.drawing(.edited(PlainLine("a red\nball\u{1B}"))))
    #expect(story.state.drawing.prompt.text == "a red ball")
    #expect(story.screen.contains("1 invisible character left out"))
    story.apply(.drawing(.editingFailed("no editor is set")))
    #expect(story.screen.contains("✗ No editor is set"))
    story.press(.tab, .control("x"), .control("e"))
    #expect(story.effects.last == .program(.edit("", editor: nil)))
  }

  @Test("Ctrl-X and another key is that key, and Escape takes it back")
  func prefix() {
    var story = Story()
    story.press(.control("x"), .character("a"))
    #expect(story.state.drawing.prompt.text == "a")
    story.press(.control("x"), .escape)
    #expect(story.state.focus == .prompt)
    story.press(.control("e"))
    #expect(story.effects.allSatisfy { $0 != .program(.edit("a", editor: nil)) })
  }
}

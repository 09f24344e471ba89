import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: the first minute")
struct FirstMinuteStories {
  private let examples = TestModels.toy.guide.examples

  @Test("Enter in the empty prompt draws the example that stands there")
  func drawExample() throws {
    var story = Story()
    let example = try #require(story.state.offeredExample)
    #expect(story.screen.contains(example) && story.screen.contains("Enter draws this example"))
    story.press(.enter)
    #expect(story.state.drawing.run?.recipe.prompt == example)
    #expect(story.state.drawing.prompt.text == example)
  }

  @Test(
    "→ and Tab take the example, to be changed, and the next one is another",
    arguments: [Key.right, .tab])
  func takeExample(key: Key) throws {
    var story = Story()
    let example = try #require(story.state.offeredExample)
    story.press(key)
    #expect(story.state.drawing.prompt.text == example && story.state.focus == .prompt)
    #expect(story.state.drawing.run == nil && story.state.settings.recipe.prompt == example)
    story.press(.control("u"))
    let next = try #require(story.state.offeredExample)
    #expect(next != example && examples.contains(next))
    story.type("x")
    #expect(story.state.offeredExample == nil)
  }

  @Test("every example comes before one comes again, and is made of words that the model knows")
  func examplesInTurn() {
    var story = Story()
    var seen: [String] = []
    for _ in examples {
      seen += [story.state.offeredExample].compactMap(\.self)
      story.press(.right, .control("u"))
    }
    #expect(Set(seen) == Set(examples) && examples.count > 5)
    let words = Set(TestModels.toy.guide.words)
    for example in examples {
      #expect(example.split(separator: " ").allSatisfy { words.contains(String($0)) })
    }
  }

  @Test("a model without examples asks for a prompt, and draws none that is empty")
  func noExamples() {
    var story = Story(ScriptedPainter(model: "tiny-v2"))
    #expect(story.screen.contains("what the picture should show"))
    story.press(.enter, .right)
    #expect(story.state.drawing.run == nil && story.state.drawing.prompt.isEmpty)
    story.press(.tab)
    #expect(story.state.focus == .negative)
  }

  @Test("Tab completes the word that is begun, again for the next, and leads on where none is")
  func completion() {
    var story = Story()
    story.type("a sn")
    #expect(story.screen.contains("Tab: snow"))
    story.press(.tab)
    #expect(story.state.drawing.prompt.text == "a snow" && story.state.focus == .prompt)
    story.type(" pi")
    #expect(story.screen.contains("Tab: pink") && !story.screen.contains("never learned"))
    story.press(.control("w"))
    story.type("p")
    story.press(.tab)
    #expect(story.state.drawing.prompt.text == "a snow pink")
    story.press(.tab)
    #expect(story.state.drawing.prompt.text == "a snow purple")
    story.press(.tab, .tab)
    #expect(story.state.drawing.prompt.text == "a snow pink")
    story.type(" ")
    story.press(.tab)
    #expect(story.state.focus == .negative)
  }

  @Test("a word that is whole is left to Ctrl-Space, and only the end of a word is completed")
  func wholeWords() {
    var story = Story()
    story.type("s")
    story.press(.control(" "))
    #expect(TestModels.toy.guide.words.contains(story.state.drawing.prompt.text))
    story.press(.control("u"))
    story.type("on")
    story.press(.tab)
    #expect(story.state.focus == .negative)
    story.type("a b")
    story.press(.left, .left)
    story.press(.control(" "))
    #expect(story.state.drawing.negative.text == "an b")
    story.press(.end, .control("u"))
    story.type("BAL")
    story.press(.tab)
    #expect(story.state.drawing.negative.text == "ball")
    story.type("robo")
    story.press(.tab)
    #expect(story.state.focus == .settings)
  }

  @Test(
    "help opens while typing, and the text is there when it closes",
    arguments: [Key.alt("?"), .function(8)])
  func help(key: Key) {
    var story = Story()
    #expect(story.screen.contains("Alt-? F8 help"))
    story.type("a b")
    story.press(key)
    #expect(story.state.help.isOpen)
    story.press(.escape)
    story.type("c")
    #expect(story.state.drawing.prompt.text == "a bc")
    story.press(.control("r"), key)
    #expect(story.state.help.isOpen)
    story.press(key)
    #expect(!story.state.help.isOpen && story.state.isEditing)
  }

  @Test("each of the first actions is followed by one useful key, told once ever")
  func hints() {
    var story = Story()
    story.state.hints = HintState(isOn: true)
    story.press(.right, .enter)
    #expect(story.screen.contains("Tip: Esc leaves the text; then [ and ] show latent"))
    story.advance()
    #expect(story.screen.contains("Tip: Ctrl-S keeps this picture"))
    story.press(.control("s"))
    #expect(story.screen.contains("Kept as") && !story.screen.contains("Tip:"))
    story.wait(9)
    #expect(story.screen.contains("Tip: F2 shows what was kept"))
    story.wait(13)
    #expect(!story.screen.contains("Tip:"))
    story.press(.escape)
    #expect(story.screen.contains("Tip: ? lists all keys"))
    story.press(.character("i"), .escape, .character("i"))
    story.wait(13)
    for _ in 0..<5 {
      story.press(.enter)
      story.advance()
      story.wait(13)
    }
    story.press(.up)
    let told = story.effects.compactMap { effect -> Hint? in
      if case .drawing(.saveHint(let hint)) = effect { hint } else { nil }
    }
    #expect(told == [.views, .keep, .gallery, .help, .again, .history, .weight, .search])
  }

  @Test("hints that were told before, and those that are switched off, are not told")
  func silence() {
    var story = Story()
    story.press(.enter)
    story.advance()
    #expect(!story.screen.contains("Tip:"))
    story.state.hints = HintState(isOn: true, told: [.views, .keep])
    story.press(.enter)
    #expect(!story.screen.contains("Tip:"))
    story.advance()
    #expect(story.screen.contains("Tip: Esc and r keep the seed"))
  }
}

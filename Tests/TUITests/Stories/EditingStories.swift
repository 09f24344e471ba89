import Engine
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: editing and settings")
struct EditingStories {
  @Test("the cursor is where the next character goes, also behind wide ones")
  func cursor() {
    var story = Story(size: Size(width: 80, height: 24))
    let start = story.frame.cursor
    #expect(start != nil)
    story.type("日a")
    #expect(story.frame.cursor?.x == (start?.x ?? 0) + 3)
    story.press(.left)
    #expect(story.frame.cursor?.x == (start?.x ?? 0) + 2)
    story.press(.escape)
    #expect(story.frame.cursor == nil)
  }

  @Test("keys that are commands elsewhere are text in a field")
  func textFirst() {
    var story = Story()
    story.type("q?12[]s")
    #expect(story.state.drawing.prompt.text == "q?12[]s")
    #expect(!story.effects.contains(.program(.quit)))
  }

  @Test("a paste is text, wherever the focus is, and never a command")
  func paste() {
    var story = Story()
    story.press(.escape)
    story.apply(.pasted(PlainLine("q a ball")))
    #expect(story.state.drawing.prompt.text == "q a ball")
    #expect(story.effects.allSatisfy { $0 != .program(.quit) })
    #expect(story.state.focus == .prompt)
    story.press(.tab)
    story.apply(.pasted(PlainLine("blur")))
    #expect(story.state.drawing.negative.text == "blur")
  }

  @Test("characters that cannot be seen are left out of a paste, and that is said")
  func invisiblePaste() {
    var story = Story()
    story.apply(.pasted(PlainLine("a\u{200B} red\u{202E} ball")))
    #expect(story.state.drawing.prompt.text == "a red ball")
    #expect(story.screen.contains("2 invisible characters left out"))
    story.apply(.pasted(PlainLine(" on grass")))
    #expect(!story.screen.contains("left out"))
  }

  @Test("an Escape that was the beginning of an arrow key left nothing")
  func lateArrow() {
    var story = Story(history: ["a star"])
    story.type("a ball")
    story.press(.escape)
    story.apply(.escapeWithdrawn)
    story.press(.up)
    #expect(story.state.drawing.prompt.text == "a star")
    story.press(.function(4), .escape)
    story.apply(.escapeWithdrawn)
    #expect(story.state.opener.window != nil)
    story.press(.escape, .character("q"))
    story.apply(.escapeWithdrawn)
    #expect(story.state.opener.window == nil, "a key was pressed since")
  }

  @Test("a terminal that is not known here is named with what stands in for it")
  func unknownTerminal() {
    var story = Story(size: .smallest)
    story.apply(.terminal("xterm-kitty", drawnAs: "xterm-256color"))
    #expect(story.screen.contains("xterm-kitty is unknown here; drawing as xterm-256color"))
  }

  @Test("a prompt of a hundred thousand characters is cut, and that is said")
  func hugePaste() {
    var story = Story()
    story.apply(.pasted(PlainLine(String(repeating: "ball ", count: 20_000))))
    #expect(story.state.drawing.prompt.characters.count == PromptField.longest)
    #expect(story.screen.contains("at most \(PromptField.longest) characters"))
    story.wait(10)
    #expect(story.screen.contains("its end is left out"))
  }

  @Test("a prompt with escape sequences in it is shown without them")
  func hostilePrompt() {
    var story = Story(history: ["x\u{1B}]0;evil\u{7}y"])
    story.press(.up)
    for y in 0..<30 {
      for cell in story.frame.canvas.row(y) {
        #expect(cell.text.unicodeScalars.allSatisfy { !$0.isControl })
      }
    }
  }

  @Test("earlier prompts come back with the arrows")
  func history() {
    var story = Story(history: ["a blue star"])
    story.type("draft")
    story.press(.up)
    #expect(story.state.drawing.prompt.text == "a blue star")
    story.press(.down)
    #expect(story.state.drawing.prompt.text == "draft")
    story.press(.enter, .control("u"), .control("p"), .control("p"))
    #expect(story.state.drawing.prompt.text == "a blue star")
  }

  @Test("Tab goes round all parts and back")
  func focus() {
    var story = Story()
    story.type("a ball")
    var seen: [State.Focus] = []
    for _ in 0..<5 {
      seen.append(story.state.focus)
      story.press(.tab)
    }
    #expect(seen == [.prompt, .negative, .settings, .preview, .prompt])
    story.press(.backTab, .backTab)
    #expect(story.state.focus == .preview || story.state.focus == .prompt)
  }

  @Test("digits are typed into the chosen number and taken when it is left")
  func digits() {
    var story = Story()
    story.choose(.stepsC)
    #expect(story.state.settings.marked == .stepsC)
    story.type("12")
    #expect(story.state.settings.recipe.stageC.steps == 30)
    story.press(.down)
    #expect(story.state.settings.recipe.stageC.steps == 12)
    story.type("4,5")
    story.press(.tab)
    #expect(story.state.settings.recipe.stageC.guidance == 4.5)
  }

  @Test("a number out of range is moved into it, with a word about it")
  func outOfRange() {
    var story = Story()
    story.choose(.stepsC)
    story.type("5000")
    story.press(.up)
    #expect(story.state.settings.recipe.stageC.steps == 1000)
    #expect(story.screen.contains("goes from 1 to 1000"))
  }

  @Test("Escape forgets the digits, and Backspace the last one")
  func forgetting() {
    var story = Story()
    story.choose(.stepsC)
    story.type("77")
    story.press(.backspace, .escape, .tab)
    #expect(story.state.settings.recipe.stageC.steps == 30)
  }

  @Test("Enter ends typing and draws nothing; the next one draws with the number")
  func enterTakesDigits() {
    var story = Story()
    story.type("a ball")
    story.press(.tab, .tab)
    story.type("42")
    story.press(.enter)
    #expect(story.state.drawing.run == nil)
    #expect(story.state.settings.recipe.seed == 42)
    story.press(.enter)
    story.advance()
    #expect(story.state.drawing.finished?.recipe.seed == 42)
    #expect(!story.state.settings.seedIsRandom)
  }

  @Test("the token seed follows the seed until it has a number, and again when that is deleted")
  func tokenSeed() {
    var story = Story()
    story.choose(.seedB)
    story.type("7")
    story.press(.enter)
    #expect(story.state.settings.recipe.seedB == 7)
    #expect(!story.state.settings.seedIsRandom)
    #expect(story.screen.contains("the latent stays"))
    story.press(.delete)
    #expect(story.state.settings.recipe.seedB == nil)
    #expect(story.screen.contains("follows"))
  }

  @Test("on a screen that is too small keys do nothing but quit")
  func tooSmall() {
    var story = Story(size: Size(width: 20, height: 5))
    story.type("a")
    story.press(.enter)
    #expect(story.state.drawing.prompt.isEmpty)
    story.press(.character("q"))
    #expect(story.effects == [.program(.quit)])
  }

  @Test("Escape and a key that came in one piece are both heard")
  func gluedEscape() {
    var story = Story()
    story.press(.alt("q"))
    #expect(story.effects == [.program(.quit)])
  }

  @Test("the size is stepped through what the model can draw, and a typed one is the nearest")
  func size() {
    var story = Story()
    story.choose(.width)
    story.press(.right)
    #expect(story.state.settings.recipe.size == PictureSize(width: 544, height: 512))
    story.press(.left)
    #expect(story.state.settings.recipe.size == nil)
    story.press(.down)
    story.type("700")
    story.press(.up)
    #expect(story.state.settings.recipe.size == PictureSize(width: 512, height: 704))
    #expect(story.screen.contains("No 700: the nearest are 672 or 704"))
    #expect(story.screen.contains("multiples of 32 from 32 to 4096"))
    story.type("99999")
    story.press(.down)
    #expect(story.state.pictureSize.width == 4096)
  }

  @Test("both sides of a size are typed at once, and x is no command meanwhile")
  func bothSides() {
    var story = Story()
    story.choose(.width)
    story.type("640x384")
    story.press(.enter)
    #expect(story.state.settings.recipe.size == PictureSize(width: 640, height: 384))
    story.type("500x300")
    story.press(.enter)
    #expect(story.screen.contains("No 500×300: the nearest are 480 or 512 × 288 or 320"))
    story.press(.backspace)
    #expect(story.state.settings.recipe.size == nil)
  }

  @Test("Backspace brings back the model's own value of any setting")
  func resetting() {
    var story = Story()
    let own = story.state.settings.recipe
    for setting in story.state.settings.shown(story.state.facts)
    where setting.opened == nil {
      story.choose(setting)
      story.press(.right, .right, .backspace)
      #expect(
        setting == .seed
          || setting.text(in: story.state.settings.recipe, story.state.facts)
            == setting.text(in: own, story.state.facts),
        "\(setting.id)")
    }
    #expect(story.state.settings.seedMode == .random || story.state.settings.recipe.seedB == nil)
    story.choose(.guidanceC)
    story.press(.right, .delete)
    #expect(story.screen.contains("Latent guidance: 3.0 again"))
  }

  @Test("large steps go far, and seeds are random, locked or counting")
  func largeSteps() {
    var story = Story()
    story.type("a ball")
    story.choose(.guidanceC)
    story.press(.character(">"))
    #expect(story.state.settings.recipe.stageC.guidance == 8)
    story.press(.pageDown)
    #expect(story.state.settings.recipe.stageC.guidance == 3)
    story.press(.character("r"), .character("r"))
    #expect(story.screen.contains("The seed counts up with each picture, from"))
    let first = story.state.settings.recipe.seed
    story.press(.enter, .character("a"), .character("a"))
    for _ in 0..<3 { story.advance() }
    let seeds = story.effects.compactMap {
      if case .run(_, .paint(let recipe)) = $0 { recipe.seed } else { nil }
    }
    #expect(seeds == [first, first + 1, first + 2])
  }

  @Test("a preset says how many settings differ from it, and which")
  func presetDifferences() {
    var story = Story()
    let own = story.state.settings.recipe.stageB.steps
    story.choose(.stepsB)
    story.press(.right)
    story.choose(.preset)
    #expect(story.screen.contains("best, 1 changed"))
    #expect(story.screen.contains("best but for Token steps \(own) → \(own + 1)"))
    story.press(.right)
    #expect(story.state.settings.recipe.stageB.steps == own)
  }

  @Test("the way to another prompt is among the settings, how far it goes, and how it is left")
  func toward() {
    var story = Story()
    story.type("a ball")
    story.choose(.toward)
    story.press(.right)
    story.type("a star")
    story.press(.enter)
    #expect(story.state.settings.recipe.toward?.prompt == "a star")
    #expect(story.state.settings.marked == .share)
    story.type("0.25")
    story.press(.enter)
    #expect(story.state.settings.recipe.toward?.share == 0.25)
    story.press(.up, .delete)
    #expect(story.state.settings.recipe.toward == nil)
    story.press(.character("u"))
    #expect(story.state.settings.recipe.toward?.share == 0.25)
  }

  @Test("a schedule with its own steps hides their number")
  func schedule() {
    var story = Story()
    #expect(story.screen.contains(" Steps"))
    story.choose(.schedule)
    story.press(.right)
    #expect(story.state.settings.recipe.stageC.schedule == .standard)
    #expect(!story.state.settings.shown(story.state.facts).contains(.stepsC))
    #expect(story.screen.contains("default, 29 steps"))
    story.press(.down)
    #expect(story.state.settings.marked == .guidanceC)
  }

  @Test("an explanation names the grids of the picture to come")
  func grids() {
    var story = Story()
    story.choose(.width)
    story.type("1024")
    story.press(.down)
    story.choose(.stepsC)
    #expect(story.screen.contains("refines the 24×12 latent"))
  }
}

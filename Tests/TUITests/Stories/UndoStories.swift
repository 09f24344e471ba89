import Engine
import Files
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: undo and redo")
struct UndoStories {
  @Test("typing is undone by the word, and done again")
  func typing() {
    var story = Story()
    story.type("a red ball")
    story.press(.alt("u"))
    #expect(story.state.drawing.prompt.text == "a red ")
    #expect(story.screen.contains("Undone: “ball” typed"))
    story.press(.alt("u"), .alt("u"))
    #expect(story.state.drawing.prompt.text == "")
    story.press(.alt("u"))
    #expect(story.screen.contains("There is nothing to undo"))
    story.press(.alt("r"), .alt("r"))
    #expect(story.state.drawing.prompt.text == "a red ")
    #expect(story.screen.contains("Redone: “red” typed"))
    story.type("star")
    #expect(story.state.drawing.prompt.text == "a red star")
    story.press(.alt("r"))
    #expect(story.screen.contains("There is nothing to do again"))
  }

  @Test("what is deleted, cut and put elsewhere are steps of their own, cursor included")
  func deleting() {
    var story = Story()
    story.type("a red ball")
    story.press(.backspace, .backspace)
    story.press(.alt("u"))
    #expect(story.state.drawing.prompt.text == "a red ball")
    story.press(.control("u"), .alt("u"))
    #expect(story.state.drawing.prompt.text == "a red ball")
    story.press(.control("a"))
    story.type("x")
    story.press(.control("_"))
    #expect(story.state.drawing.prompt.text == "a red ball")
    #expect(story.state.drawing.prompt.cursor == 0)
  }

  @Test("turns of one setting are one step, with a word of what it was")
  func settings() {
    var story = Story()
    story.choose(.guidanceC)
    story.press(.right, .right, .right, .right)
    #expect(story.state.settings.recipe.stageC.guidance == 5)
    story.press(.character("u"))
    #expect(story.state.settings.recipe.stageC.guidance == 3)
    #expect(story.screen.contains("Undone: Latent guidance 3.0 → 5.0"))
    story.press(.character("U"))
    #expect(story.state.settings.recipe.stageC.guidance == 5)
    #expect(story.screen.contains("Redone: Latent guidance 3.0 → 5.0"))
    story.press(.right)
    story.wait(10)
    story.press(.right, .character("u"))
    #expect(story.state.settings.recipe.stageC.guidance == 5.5)
  }

  @Test("seeds that runs draw by themselves are no change, and a seed that was chosen is")
  func seeds() {
    var story = Story()
    story.type("a")
    story.press(.enter)
    story.advance()
    story.press(.enter)
    story.advance()
    story.press(.escape, .character("n"))
    let chosen = story.state.settings.recipe.seed
    story.press(.character("u"))
    #expect(story.state.settings.seedIsRandom)
    #expect(story.screen.contains("seed random → locked"))
    story.press(.character("U"))
    #expect(story.state.settings.recipe.seed == chosen && !story.state.settings.seedIsRandom)
    story.press(.character("u"), .character("u"))
    #expect(story.state.drawing.prompt.text == "")
  }

  @Test("the picture to begin from goes and comes back")
  func input() {
    var story = Story()
    story.type("a")
    story.press(.function(4))
    story.type("cat")
    story.press(.enter)
    #expect(story.state.settings.recipe.input != nil)
    story.press(.escape, .character("x"))
    #expect(story.state.settings.recipe.input == nil)
    story.press(.character("u"))
    #expect(story.state.settings.recipe.input?.path == "/pictures/cat.png")
    #expect(story.state.drawing.preview.input != nil)
    story.press(.character("u"))
    #expect(story.state.settings.recipe.input == nil && story.state.drawing.preview.input == nil)
    #expect(story.screen.contains("noise → cat.png"))
  }

  @Test("another model is left again, with all that was set for the one before")
  func model() {
    var story = Story()
    story.type("a")
    story.choose(.stepsB)
    story.press(.right)
    story.press(.function(3), .up, .enter)
    #expect(story.state.facts == TestModels.second)
    story.press(.escape, .character("u"))
    #expect(story.state.facts == TestModels.toy)
    #expect(story.state.settings.recipe.stageB.steps == TestModels.toy.defaults.stageB.steps + 1)
    #expect(story.screen.contains("Undone: model toy-scenes → tiny-v2"))
    story.press(.character("U"))
    #expect(story.state.facts == TestModels.second)
    #expect(story.state.settings.recipe.model == "tiny-v2")
  }

  @Test("a look at other runs is one step, and a run taken away waits again")
  func runs() {
    var story = Story()
    for prompt in ["a", "on", "red"] {
      story.press(.control("u"))
      story.type(prompt)
      story.press(.enter)
      story.advance()
    }
    let picture = story.state.drawing.preview.picture
    story.press(.altLeft, .altLeft, .escape, .character("u"))
    #expect(story.state.drawing.prompt.text == "red")
    #expect(story.state.drawing.preview.picture == picture)
    story.press(.enter, .character("a"), .character("X"))
    #expect(story.state.drawing.waiting.isEmpty)
    story.press(.character("u"))
    #expect(story.state.drawing.waiting.count == 1)
    story.press(.character("U"))
    #expect(story.state.drawing.waiting.isEmpty)
  }
}

@Suite("The history of changes")
struct UndoHistoryTests {
  @Test("steps are taken back and done again in their order, until something else is done")
  func order() {
    var history = UndoHistory<Int>()
    for step in 1...3 { history.add(step) }
    history.undo(13)
    history.undo(12)
    #expect(history.lastDone == 1 && history.lastUndone == 12)
    history.redo(2)
    #expect(history.lastDone == 2 && history.lastUndone == 13)
    history.add(4)
    #expect(history.lastDone == 4 && history.lastUndone == nil)
    history.undo(14)
    history.goOn()
    #expect(history.lastUndone == nil)
  }

  @Test("only so many steps are kept, the latest")
  func bound() {
    var history = UndoHistory<Int>()
    let most = UndoHistory<Int>.most
    for step in 0..<2 * most { history.add(step) }
    var steps: [Int] = []
    while let step = history.lastDone {
      steps.append(step)
      history.undo(step)
    }
    #expect(steps == Array((most..<2 * most).reversed()))
  }
}

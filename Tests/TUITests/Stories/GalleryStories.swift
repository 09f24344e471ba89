import Engine
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: keeping and the gallery")
struct GalleryStories {
  private func drawn(_ shelf: ScriptedShelf = ScriptedShelf()) -> Story {
    var story = Story(shelf: shelf)
    story.type("a red ball")
    story.press(.enter)
    story.advance()
    story.press(.escape)
    return story
  }

  @Test("a picture is kept once, and its place is told")
  func keeping() {
    var story = drawn()
    story.press(.character("s"))
    #expect(story.screen.contains("Kept as ~/gallery/1.png"))
    story.press(.character("s"))
    #expect(story.screen.contains("in the gallery already"))
    #expect(story.effects.filter { if case .run(_, .keep) = $0 { true } else { false } }.count == 1)
  }

  @Test("a gallery that cannot be written to is told, and the picture is still there")
  func unwritable() {
    var story = drawn(ScriptedShelf(isFull: true))
    story.press(.character("s"))
    #expect(story.screen.contains("not kept: /nowhere is read-only"))
    #expect(story.state.drawing.finished != nil)
    #expect(story.state.drawing.keptRun == nil)
  }

  @Test("there is nothing to keep before the first picture")
  func nothingYet() {
    var story = Story()
    story.press(.escape, .character("s"))
    #expect(story.screen.contains("no picture to keep yet"))
  }

  @Test("while the next picture is drawn the one before can still be kept")
  func keepingThePrevious() {
    var story = drawn()
    story.press(.enter)
    story.advance(3)
    story.press(.character("s"))
    #expect(story.screen.contains("Kept as"))
    #expect(story.state.drawing.keptRun == 1)
  }

  @Test("a kept recipe is loaded back, seed and all")
  func recall() {
    var story = drawn()
    let recipe = story.state.drawing.finished?.recipe
    story.press(.character("s"), .character("n"), .tab)
    story.press(.control("u"))
    story.type("something else")
    story.press(.function(2))
    #expect(story.screen.contains("a red ball"))
    #expect(!story.frame.images.isEmpty)
    story.press(.enter)
    #expect(story.state.screen == .explore)
    #expect(story.state.drawing.prompt.text == "a red ball")
    #expect(story.state.settings.recipe == recipe)
    story.press(.enter)
    story.advance()
    #expect(story.state.drawing.finished?.recipe == recipe)
    #expect(
      story.state.drawing.finished?.picture == ScriptedPainter.picture(seed: recipe?.seed ?? 0))
  }

  @Test("what a kept recipe lacks comes from the model, and the screen says so")
  func mending() {
    let whole = drawn().state.settings.recipe
    var bare = whole
    bare.stageB.sampler = nil
    var story = Story(
      ScriptedPainter(),
      shelf: ScriptedShelf([KeptPicture(path: "a.png", date: "2026-11-22 14:05", recipe: bare)]))
    story.press(.function(2), .enter)
    #expect(story.state.settings.recipe.stageB.sampler == whole.stageB.sampler)
    #expect(story.screen.contains("with this model's own values for the sampler of Stage B"))
  }

  @Test("the selection moves within the list and loads what it reaches")
  func selection() {
    let recipe = drawn().state.settings.recipe
    let kept = (0..<30).map { index in
      var own = recipe
      own.seed = UInt32(index)
      own.prompt = "picture \(index)"
      return KeptPicture(path: "\(index).png", date: "2026-11-22 14:05", recipe: own)
    }
    var story = Story(ScriptedPainter(), shelf: ScriptedShelf(kept))
    story.press(.function(2), .up)
    #expect(story.state.gallery.selection == 0)
    story.press(.pageDown, .down)
    #expect(story.state.gallery.selection == 11)
    #expect(story.effects.last == .gallery(.readPicture(path: "11.png")))
    #expect(story.screen.contains("▸ picture 11"))
    story.press(.end, .down)
    #expect(story.state.gallery.selection == 29)
    #expect(story.screen.contains("▸ picture 29"))
  }

  @Test("a file without a recipe is shown, and says so when it is asked for one")
  func foreignPicture() {
    let shelf = ScriptedShelf([
      KeptPicture(path: "/x/cat.png", date: "2026-01-01 00:00", recipe: nil)
    ])
    var story = Story(shelf: shelf)
    story.press(.function(2))
    #expect(story.screen.contains("cat.png"))
    story.press(.enter)
    #expect(story.screen.contains("holds no recipe"))
    #expect(story.state.screen == .gallery)
  }

  @Test("a damaged file stands among the others under its name, with what is wrong with it")
  func damagedPicture() {
    let recipe = drawn().state.settings.recipe
    let shelf = ScriptedShelf([
      KeptPicture(path: "/x/ball.png", date: "2026-01-02 00:00", recipe: recipe),
      KeptPicture(
        path: "/x/cut.png", date: "2026-01-01 00:00", recipe: nil,
        problem: "it is damaged or no PNG: it ends early"),
    ])
    var story = Story(shelf: shelf)
    story.press(.function(2))
    #expect(story.screen.contains("cut.png") && !story.screen.contains("ends early"))
    story.press(.down)
    #expect(story.screen.contains("▸ cut.png"))
    #expect(story.screen.contains("it is damaged or no PNG: it ends early"))
    #expect(!story.screen.contains("without a recipe"))
    story.press(.enter)
    #expect(story.screen.contains("No recipe can be read from this file"))
    #expect(story.state.screen == .gallery)
  }

  @Test("the help covers the picture, which comes back when it closes")
  func help() {
    var story = drawn()
    story.press(.character("?"))
    #expect(story.frame.images.isEmpty)
    #expect(story.screen.contains("Getting around"))
    story.press(.escape)
    #expect(!story.frame.images.isEmpty)
    #expect(!story.state.help.isOpen)
  }
}

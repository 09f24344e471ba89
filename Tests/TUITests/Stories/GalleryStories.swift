import Engine
import Files
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

  @Test("a picture that is not in view any more is not kept, and the reason is told")
  func keepingWhatIsNotSeen() {
    var story = drawn()
    story.press(.enter)
    story.advance { if case .advanced(.c, 1, _, _) = $0 { true } else { false } }
    story.press(.character("s"))
    #expect(story.screen.contains("The picture is not finished yet"))
    story.press(.control("c"))
    story.advance()
    story.press(.character("s"))
    #expect(story.screen.contains("stopped before there was a picture"))
    #expect(!story.effects.contains { if case .run(_, .keep) = $0 { true } else { false } })
  }

  @Test("the picture to begin from is not what is kept")
  func keepingTheInput() {
    var story = drawn()
    story.press(.function(4))
    story.type("cat")
    story.press(.enter, .escape, .character("s"))
    #expect(story.screen.contains("This is the picture to begin from"))
    story.press(.character("]"), .character("]"), .character("]"), .character("s"))
    #expect(story.screen.contains("Kept as"))
  }

  @Test("a recipe from the gallery shows its own picture, which is kept already")
  func recalledPicture() {
    var story = drawn()
    let first = story.state.drawing.finished
    story.press(.character("s"), .enter)
    story.advance()
    #expect(story.state.drawing.preview.picture != first?.picture)
    story.press(.function(2), .enter)
    #expect(story.state.drawing.preview.picture == first?.picture)
    #expect(story.state.drawing.preview.latent == nil)
    #expect(story.screen.contains("seed \(first?.recipe.seed ?? 0), kept in the gallery"))
    #expect(!story.screen.contains("in all"), "the meters were those of another picture")
    story.press(.escape, .character("s"))
    #expect(story.screen.contains("in the gallery already"))
    story.press(.enter)
    story.advance()
    #expect(story.state.drawing.finished?.recipe == first?.recipe)
  }

  @Test("a kept picture that is read later comes with its recipe, and the one before is gone")
  func slowPicture() {
    var story = drawn()
    let recipe = story.state.settings.recipe
    story.apply(
      .gallery(.read([KeptPicture(path: "/g/1.png", date: "2026-11-22 14:05", recipe: recipe)])))
    story.state.screen = .gallery
    story.press(.enter)
    #expect(story.frame.images.isEmpty)
    let picture = ScriptedPainter.picture(seed: 5)
    story.apply(.gallery(.pictureRead(path: "/g/1.png", picture)))
    #expect(story.state.drawing.preview.picture == picture)
    #expect(story.frame.images.count == 1)
  }

  @Test("of a prompt that was changed the picture says what it is of")
  func otherPrompt() {
    var story = drawn()
    #expect(!story.screen.contains("of “a red ball”"))
    story.press(.character("i"))
    story.type(" on grass")
    #expect(story.screen.contains("of “a red ball”"))
  }

  @Test("damaged files and links are counted, told apart, and reached with a key")
  func counts() {
    let recipe = drawn().state.settings.recipe
    let good = (0..<9).map {
      KeptPicture(path: Path("/x/\($0).png"), date: "2026-01-02 00:00", recipe: recipe)
    }
    let shelf = ScriptedShelf(
      good + [
        KeptPicture(
          path: "/x/cut.png", date: "2026-01-01 00:00", recipe: nil, problem: "it ends early"),
        KeptPicture(
          path: "/x/odd.png", date: "2026-01-01 00:00", recipe: nil, problem: "no recipe"),
        KeptPicture(
          path: "/x/link.png", date: "2026-01-01 00:00", recipe: nil, problem: "it is a link",
          isLink: true),
      ])
    var story = Story(shelf: shelf)
    story.press(.function(2))
    #expect(story.screen.contains("1/12"))
    #expect(story.screen.contains("2 damaged, 1 link"))
    var reached: [Path?] = []
    for _ in 0..<4 {
      story.press(.character("d"))
      reached.append(story.state.gallery.selected?.path)
    }
    #expect(reached == ["/x/cut.png", "/x/odd.png", "/x/link.png", "/x/cut.png"])
    #expect(story.screen.contains("it ends early") && story.screen.contains("damaged"))
    #expect(!story.effects.contains(.gallery(.readPicture(path: "/x/link.png"))))
    var whole = Story(shelf: ScriptedShelf(good))
    whole.press(.function(2), .character("d"))
    #expect(whole.screen.contains("Every file can be read"))
    #expect(!whole.screen.contains("0 damaged"))
  }

  @Test("what a picture was drawn with is read whole on the narrowest screen, not rounded")
  func details() {
    var recipe = drawn().state.settings.recipe
    recipe.stageC.guidance = 1.25
    let shelf = ScriptedShelf([
      KeptPicture(path: "/x/1.png", date: "2026-01-02 00:00", recipe: recipe)
    ])
    var story = Story(shelf: shelf, size: .smallest)
    story.press(.function(2))
    #expect(story.screen.contains("guidance 1.25"))
    story.press(.enter)
    story.choose(.guidanceC)
    #expect(story.screen.contains("‹ 1.25 ›"))
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

  @Test("the selection moves within the list and loads what it reaches")
  func selection() {
    let recipe = drawn().state.settings.recipe
    let kept = (0..<30).map { index in
      var own = recipe
      own.seed = UInt32(index)
      own.prompt = "picture \(index)"
      return KeptPicture(path: Path("\(index).png"), date: "2026-11-22 14:05", recipe: own)
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

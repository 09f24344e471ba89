import Engine
import Files
import Gallery
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: the gallery")
struct GalleryStories {
  private func drawn(_ shelf: ScriptedShelf = ScriptedShelf()) -> Story {
    var story = Story(shelf: shelf)
    story.type("a red ball")
    story.press(.enter)
    story.advance()
    story.press(.escape)
    return story
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
    let item = ScriptedCatalogue.item(1, "/g/1.png", recipe)
    story.state.screen = .gallery
    story.apply(.gallery(.listed(GallerySearch(), GalleryListing(ids: [1], total: 1))))
    story.apply(.gallery(.items(asked: [1], [item])))
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
    let good = (0..<9).map { ScriptedCatalogue.item(Int64($0), Path("/x/\($0).png"), recipe) }
    var link = ScriptedCatalogue.item(
      12, "/x/link.png", nil, problem: "it is a link", hoursAgo: 11)
    link.isLink = true
    let shelf = ScriptedShelf(
      good + [
        ScriptedCatalogue.item(10, "/x/cut.png", nil, problem: "it ends early", hoursAgo: 9),
        ScriptedCatalogue.item(11, "/x/odd.png", nil, problem: "no recipe", hoursAgo: 10), link,
      ])
    var story = Story(shelf: shelf)
    story.press(.function(2), .character("t"))
    #expect(story.screen.contains("1/12"))
    #expect(story.screen.contains("2 damaged · 1 link"))
    var reached: [Path?] = []
    for _ in 0..<4 {
      story.press(.character("!"))
      reached.append(story.state.gallery.selected?.path)
    }
    #expect(reached == ["/x/cut.png", "/x/odd.png", "/x/link.png", "/x/cut.png"])
    #expect(story.screen.contains("it ends early") && story.screen.contains("damaged"))
    #expect(!story.effects.contains(.gallery(.readPicture(path: "/x/link.png"))))
    var whole = Story(shelf: ScriptedShelf(good))
    whole.press(.function(2), .character("!"))
    #expect(whole.screen.contains("Every file can be read"))
    #expect(!whole.screen.contains("0 damaged"))
  }

  @Test("what a picture was drawn with is read whole on the narrowest screen, not rounded")
  func details() {
    var recipe = drawn().state.settings.recipe
    recipe.stageC.guidance = 1.25
    let shelf = ScriptedShelf([
      ScriptedCatalogue.item(1, "/x/1.png", recipe)
    ])
    var story = Story(shelf: shelf, size: .smallest)
    story.press(.function(2), .character("t"))
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

  @Test("what a kept recipe lacks comes from the model, and the screen says so")
  func mending() {
    let whole = drawn().state.settings.recipe
    var bare = whole
    bare.stageB.sampler = nil
    var story = Story(
      ScriptedPainter(),
      shelf: ScriptedShelf([ScriptedCatalogue.item(1, "a.png", bare)]))
    story.press(.function(2), .enter)
    #expect(story.state.settings.recipe.stageB.sampler == whole.stageB.sampler)
    #expect(story.screen.contains("with this model's own values for the sampler of Stage B"))
  }

  @Test("the selection moves within the list and loads what it reaches")
  func selection() {
    let recipe = drawn().state.settings.recipe
    let shelf = ScriptedShelf(ScriptedCatalogue.pictures(30, recipe))
    var story = Story(ScriptedPainter(), shelf: shelf)
    story.press(.function(2), .character("t"), .up)
    #expect(story.state.gallery.selection == 0)
    story.press(.pageDown, .down)
    #expect(story.state.gallery.selection == 13)
    #expect(story.effects.contains(.gallery(.readPicture(path: "/g/13.png"))))
    #expect(story.screen.contains("▸ picture 13"))
    story.press(.end, .down)
    #expect(story.state.gallery.selection == 29)
    #expect(story.screen.contains("▸ picture 29"))
  }

  @Test("a file without a recipe is shown, and says so when it is asked for one")
  func foreignPicture() {
    let shelf = ScriptedShelf([
      ScriptedCatalogue.item(1, "/x/cat.png", nil)
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
      ScriptedCatalogue.item(1, "/x/ball.png", recipe),
      ScriptedCatalogue.item(
        2, "/x/cut.png", nil, problem: "it is damaged or no PNG: it ends early", hoursAgo: 1),
    ])
    var story = Story(shelf: shelf)
    story.press(.function(2), .character("t"))
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
    #expect(story.frame.images.contains { $0.hole != nil })
    #expect(story.screen.contains("Keys of this part of the screen"))
    story.press(.escape)
    #expect(story.frame.images.allSatisfy { $0.hole == nil })
    #expect(!story.state.help.isOpen)
  }
}

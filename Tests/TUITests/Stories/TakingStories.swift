import Engine
import Files
import Gallery
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: going on from pictures of the gallery")
struct TakingStories {
  private func opened(
    _ items: [GalleryItem], viewer: ScriptedViewer = ScriptedViewer()
  ) -> Story {
    var story = Story(shelf: ScriptedShelf(items), viewer: viewer)
    story.type("a star")
    story.press(.enter)
    story.advance()
    story.press(.function(2))
    return story
  }

  private var recipe: Recipe {
    var recipe = TestModels.toy.recipe(seed: 1)
    recipe.negative = "blue"
    recipe.stageC.guidance = 7
    return recipe
  }

  @Test("a recipe is taken over in view of its picture, and undone as it was")
  func undo() {
    var story = opened(ScriptedCatalogue.pictures(3, recipe))
    let before = story.state.settings.recipe
    let picture = story.state.drawing.preview.picture
    story.press(.right, .enter)
    #expect(story.state.drawing.prompt.text == "picture 1")
    #expect(story.state.settings.recipe.stageC.guidance == 7)
    #expect(story.state.drawing.preview.picture == ScriptedPainter.picture(seed: 1))
    #expect(story.screen.contains("Alt-U undoes it"))
    story.press(.alt("u"))
    #expect(story.state.drawing.prompt.text == "a star")
    #expect(story.state.settings.recipe.stageC == before.stageC)
    #expect(story.state.settings.recipe.seed == before.seed)
    #expect(story.state.settings.seedIsRandom)
    #expect(story.state.drawing.preview.picture == picture)
    #expect(story.screen.contains("Undone: the recipe of “picture 1”"))
    story.press(.alt("r"))
    #expect(story.state.drawing.prompt.text == "picture 1")
    #expect(story.state.drawing.preview.picture == ScriptedPainter.picture(seed: 1))
    story.press(.control("_"))
    #expect(story.state.drawing.preview.picture == picture)
  }

  @Test("recipes that were taken over one after the other are undone one after the other")
  func undoTwice() {
    var story = opened(ScriptedCatalogue.pictures(3, recipe))
    story.press(.enter, .function(2), .right, .enter, .escape, .character("u"))
    #expect(story.state.drawing.prompt.text == "picture 0")
    #expect(story.state.drawing.preview.picture == ScriptedPainter.picture(seed: 0))
    story.press(.character("u"))
    #expect(story.state.drawing.prompt.text == "a star")
  }

  @Test("the prompt alone, the seed alone, and all but the seed")
  func parts() {
    var story = opened(ScriptedCatalogue.pictures(3, recipe))
    let before = story.state.settings.recipe
    story.press(.right, .character("p"))
    #expect(story.state.drawing.prompt.text == "picture 1")
    #expect(story.state.drawing.negative.text == "blue")
    #expect(story.state.settings.recipe.seed == before.seed)
    #expect(story.state.settings.recipe.stageC == before.stageC)
    #expect(story.screen.contains("of “a star”"), "the picture says what it is of")
    story.press(.alt("u"), .function(2), .character("S"))
    #expect(story.state.settings.recipe.seed == 1 && !story.state.settings.seedIsRandom)
    #expect(story.state.drawing.prompt.text == "a star")
    story.press(.alt("u"), .function(2), .character("n"))
    #expect(story.state.settings.recipe.seed == before.seed)
    #expect(story.state.settings.seedIsRandom)
    #expect(story.state.settings.recipe.stageC.guidance == 7)
    #expect(story.state.drawing.prompt.text == "picture 1")
  }

  @Test("a picture is drawn again with one key")
  func again() {
    var story = opened(ScriptedCatalogue.pictures(3, recipe))
    story.press(.right, .character("r"))
    story.advance()
    #expect(story.state.drawing.finished?.recipe.prompt == "picture 1")
    #expect(story.state.drawing.finished?.recipe.seed == 1)
  }

  @Test("another model's picture is drawn again once its model is there")
  func againElsewhere() {
    var other = TestModels.second.recipe(seed: 5)
    other.prompt = "the moon"
    var story = opened([ScriptedCatalogue.item(1, "/g/1.png", other)])
    story.press(.character("r"))
    story.advance()
    #expect(story.state.drawing.finished?.recipe == other)
    story.press(.alt("u"))
    #expect(story.state.facts == TestModels.toy)
    #expect(story.state.drawing.prompt.text == "a star")
  }

  @Test("what another program wrote is taken over as far as it fits, and the rest is named")
  func foreign() {
    var item = ScriptedCatalogue.item(1, "/a/1.png", nil)
    var foreign = GalleryItem.Foreign(program: "A1111")
    foreign.prompt = "a robot"
    foreign.negative = "fog"
    foreign.seed = "77"
    foreign.steps = "12"
    foreign.sampler = "Euler a"
    item.foreign = foreign
    var story = opened([item])
    #expect(story.screen.contains("A1111, 12 steps, Euler a, not “fog”"))
    story.press(.enter)
    #expect(story.state.drawing.prompt.text == "a robot")
    #expect(story.state.drawing.negative.text == "fog")
    #expect(story.state.settings.recipe.seed == 77)
    #expect(story.state.settings.recipe.stageC.steps == 12)
    #expect(
      story.screen.contains(
        "prompt, negative prompt, seed, size, steps taken over, not sampler Euler a"))
  }

  @Test("two marked pictures have a way between them, of which the middle is drawn")
  func between() {
    var story = opened(ScriptedCatalogue.pictures(3, recipe))
    story.press(.character("w"))
    #expect(story.screen.contains("Mark two pictures"))
    story.press(.character(" "), .right, .character(" "), .character("w"))
    #expect(story.state.drawing.prompt.text == "picture 0")
    #expect(story.screen.contains("Halfway to “picture 2”"))
    story.press(.enter)
    story.advance()
    let toward = story.state.drawing.finished?.recipe.toward
    #expect(toward == .init(prompt: "picture 2", negative: "blue", seed: 2, share: 0.5))
  }

  @Test("a picture that carries its latent is gone on from, and shows it")
  func goingOn() {
    let catalogue = ScriptedCatalogue(
      ScriptedCatalogue.pictures(2, recipe) { item, index in item.hasTrace = index == 0 })
    let latent = ScriptedPainter.latent(seed: 0, step: 3)
    let tokens = ScriptedPainter.tokens(seed: 0, step: 3)
    catalogue.add(PictureTrace(latent: latent, tokens: tokens), of: "/g/0.png")
    let painter = ScriptedPainter()
    var story = Story(painter, shelf: ScriptedShelf(catalogue))
    story.press(.function(2), .right, .character("b"))
    #expect(story.screen.contains("carries no latent"))
    story.press(.left, .character("b"))
    #expect(story.state.screen == .explore)
    #expect(story.state.drawing.preview.latent == latent)
    #expect(story.state.drawing.preview.tokens == tokens)
    #expect(story.state.drawing.preview.picture == ScriptedPainter.picture(seed: 0))
    #expect(painter.kept?.latent == latent && painter.kept?.tokens == tokens)
    #expect(painter.kept?.recipe == story.state.settings.recipe)
    #expect(story.screen.contains("latent and tokens are taken over"))
    // A trace that is damaged takes nothing away.
    var damaged = Story(
      shelf: ScriptedShelf(
        ScriptedCatalogue.pictures(1, recipe) { item, _ in item.hasTrace = true }))
    damaged.press(.function(2), .character("b"))
    #expect(damaged.screen.contains("carries no latent to go on from"))
    #expect(damaged.state.drawing.prompt.text == "picture 0")
  }

  @Test("path, prompt, recipe and picture go to the clipboard through the terminal")
  func copying() {
    var story = opened(ScriptedCatalogue.pictures(3, recipe))
    func copied() -> String? {
      for case .program(.copy(let text)) in story.effects.reversed() { return text }
      return nil
    }
    story.press(.character("y"))
    #expect(story.screen.contains("the path of the file"))
    story.press(.character("p"))
    #expect(copied() == "/g/0.png")
    #expect(story.screen.contains("The path was sent to the clipboard"))
    story.press(.character("y"), .character("w"))
    #expect(copied() == "picture 0")
    story.press(.character("y"), .character("r"))
    #expect(copied()?.contains("Negative prompt: blue\nSteps: ") == true)
    story.press(.character("y"), .escape)
    #expect(story.state.screen == .gallery && !story.state.gallery.isCopying)
    story.apply(.gallery(.copied(String(repeating: "x", count: 800_000), what: "The picture")))
    #expect(story.screen.contains("The picture has 800.0 kB"))
    #expect(copied()?.contains("Steps: ") == true)
  }

  @Test("the system's viewer gets the file, and is missed in a sentence")
  func elsewhere() {
    let viewer = ScriptedViewer()
    var story = opened(ScriptedCatalogue.pictures(3, recipe), viewer: viewer)
    story.press(.right, .character("O"))
    #expect(viewer.paths == ["/g/1.png"])
    #expect(story.screen.contains("Opened 1.png"))
    var other = opened(
      ScriptedCatalogue.pictures(3, recipe), viewer: ScriptedViewer(isMissing: true))
    other.press(.character("O"))
    #expect(other.screen.contains("xdg-open is not on this machine"))
  }
}

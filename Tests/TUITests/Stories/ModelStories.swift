import Engine
import Files
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: models")
struct ModelStories {
  /// Opens the list and chooses the model of this name.
  private func choose(_ name: String, in story: inout Story) {
    story.press(.function(3), .home)
    for _ in story.state.models.offers where story.state.models.selected?.model.name != name {
      story.press(.down)
    }
    story.press(.enter)
  }

  @Test("the list names every model, what it draws and what it lacks")
  func list() {
    var story = Story()
    story.press(.function(3))
    #expect(story.state.models.selected?.model.name == "toy-scenes")
    #expect(story.screen.contains("▸ toy-scenes"))
    #expect(story.screen.contains("512×512"))
    #expect(story.screen.contains("in use"))
    #expect(story.screen.contains("Can begin from a picture"))
    story.press(.up)
    #expect(story.screen.contains("model_v2_stage_b.pt"))
    story.press(.up)
    #expect(story.screen.contains("no Stage B at /models/broken"))
    story.press(.escape)
    #expect(!story.state.hasWindow)
    #expect(story.state.facts.name == "toy-scenes")
  }

  @Test("what was known stays in the list while it is read again")
  func reopening() {
    var story = Story()
    story.press(.function(3), .escape)
    story.state.models.open(on: "toy-scenes")
    story.apply(
      .models(
        .found(
          [ModelOffer(ModelPlace(name: "toy-scenes", place: "/models/toy-scenes"))],
          isComplete: false)))
    #expect(story.state.models.selected?.facts == TestModels.toy)
  }

  @Test(
    "another model brings its settings, sizes and names, and takes away what was drawn and said")
  func switching() {
    var story = Story()
    let grey = [UInt8](repeating: 128, count: 3 * 2048)
    story.apply(.drawing(.tokenColours(TokenColourTable(model: "toy-scenes", colours: grey))))
    story.type("a ball")
    story.press(.enter)
    story.advance()
    #expect(story.screen.contains("2.3 s in all"))
    choose("tiny-v2", in: &story)
    #expect(story.state.facts == TestModels.second)
    #expect(story.state.settings.recipe.model == "tiny-v2")
    #expect(story.state.settings.recipe.stageC == TestModels.second.defaults.stageC)
    #expect(story.state.settings.recipe.stageB == TestModels.second.defaults.stageB)
    #expect(story.state.settings.recipe.size == nil)
    #expect(story.screen.contains("tiny-v2 draws from now on"))
    #expect(story.screen.contains("Stage B, detail"))
    #expect(!story.screen.contains("Temperature"))
    #expect(story.frame.images.isEmpty)
    #expect(story.state.drawing.preview.tokens == nil && story.state.drawing.finished == nil)
    #expect(!story.screen.contains("in all"))
    story.press(.escape, .character("s"))
    #expect(story.screen.contains("There is no picture to keep yet"))
    story.press(.enter)
    story.advance()
    #expect(story.state.drawing.finished?.recipe.model == "tiny-v2")
    #expect(story.state.drawing.preview.fineLatent != nil)
    #expect(story.screen.contains("B detail"))
  }

  @Test("settings that the user changed go along, the others become the model's")
  func changedSettings() {
    var story = Story()
    story.choose(.stepsC)
    story.type("17")
    story.press(.tab)
    choose("tiny-v2", in: &story)
    #expect(story.state.settings.recipe.stageC.steps == 17)
    #expect(
      story.state.settings.recipe.stageC.guidance == TestModels.second.defaults.stageC.guidance)
    #expect(story.state.settings.recipe.stageB.temperature == nil)
    choose("toy-scenes", in: &story)
    #expect(story.state.settings.recipe.stageC.steps == 17)
    #expect(story.state.settings.recipe.stageB == TestModels.toy.defaults.stageB)
  }

  @Test("a size that the next model cannot draw becomes the nearest that it can")
  func nearestSize() {
    var story = Story()
    story.choose(.width)
    story.type("608")
    story.press(.tab)
    #expect(story.state.settings.recipe.size == PictureSize(width: 608, height: 512))
    choose("tiny-v2", in: &story)
    #expect(story.state.settings.recipe.size == PictureSize(width: 640, height: 512))
  }

  @Test("a setting that is gone is not marked any more")
  func markedSetting() {
    var story = Story()
    story.choose(.samplerB)
    choose("tiny-v2", in: &story)
    #expect(story.state.settings.shown(story.state.facts).contains(story.state.settings.marked))
  }

  @Test("a model that cannot be opened says why, and the one before stays")
  func unusable() {
    var story = Story()
    choose("broken", in: &story)
    #expect(story.screen.contains("broken cannot be opened: no Stage B at /models/broken"))
    #expect(story.state.facts == TestModels.toy)
    #expect(story.state.models.opening == nil)
    story.press(.escape, .character("i"))
    story.type("a ball")
    story.press(.enter)
    story.advance()
    #expect(story.state.drawing.finished != nil)
  }

  @Test("while a picture is drawn the model stays, and that is said")
  func whileDrawing() {
    var story = Story()
    story.type("a ball")
    story.press(.enter)
    story.advance(5)
    choose("tiny-v2", in: &story)
    #expect(story.screen.contains("let it finish, or stop it with Ctrl-C"))
    #expect(story.state.facts == TestModels.toy)
    story.advance()
    story.press(.enter)
    #expect(story.state.facts == TestModels.second)
  }

  @Test("nothing is drawn while a model is on its way")
  func enterTooEarly() {
    var story = Story()
    story.type("a ball")
    story.state.models.opening = ModelsState.Opening(name: "tiny-v2")
    story.press(.enter)
    #expect(story.state.drawing.run == nil)
    #expect(story.screen.contains("being opened"))
  }

  @Test("the model in use is not opened again")
  func sameModel() {
    var story = Story()
    story.press(.function(3), .enter)
    #expect(story.screen.contains("in use already"))
    #expect(!story.effects.contains(.models(.open("toy-scenes"))))
  }

  @Test("a kept picture of another model brings its model with it")
  func recall() {
    var recipe = TestModels.second.recipe(seed: 5)
    recipe.prompt = "the moon"
    recipe.size = PictureSize(width: 256, height: 128)
    let kept = ScriptedCatalogue.item(1, "/g/1.png", recipe)
    var story = Story(shelf: ScriptedShelf([kept]))
    story.press(.function(2), .enter)
    #expect(story.state.facts == TestModels.second)
    #expect(story.state.settings.recipe == recipe)
    #expect(story.state.drawing.prompt.text == "the moon")
    #expect(story.state.screen == .explore)
    #expect(story.screen.contains("Recipe and model tiny-v2 loaded, seed 5"))
  }

  @Test("where its model is not found, the recipe is loaded for the one that is open")
  func recallWithoutModel() {
    var recipe = TestModels.second.recipe(seed: 5)
    recipe.prompt = "the moon"
    recipe.model = "lost"
    let kept = ScriptedCatalogue.item(1, "/g/1.png", recipe)
    var story = Story(shelf: ScriptedShelf([kept]))
    story.press(.function(2), .enter)
    #expect(story.state.facts == TestModels.toy)
    #expect(story.state.drawing.prompt.text == "the moon")
    #expect(
      story.state.settings.recipe.stageB.temperature == TestModels.toy.defaults.stageB.temperature)
    #expect(story.screen.contains("What went wrong"))
    #expect(story.state.message?.text.contains("lost cannot be opened") == true)
  }

  @Test("a long silence at the beginning of a stage is called reading, once for each model")
  func reading() {
    var story = Story()
    story.type("a ball")
    story.press(.enter)
    story.advance(until: { if case .started(.c, _, _) = $0 { true } else { false } })
    #expect(!story.screen.contains("reading"))
    story.wait(2)
    #expect(story.screen.contains("reading"))
    story.advance(1)
    #expect(!story.screen.contains("reading"))
    story.advance()
    story.press(.enter)
    story.advance(until: { if case .started(.c, _, _) = $0 { true } else { false } })
    story.wait(2)
    #expect(!story.screen.contains("reading"))
  }
}

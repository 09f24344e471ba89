import Engine
import Files
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: beginning from a picture")
struct InputStories {
  private func opened(_ shelf: ScriptedShelf = ScriptedShelf()) -> Story {
    var story = Story(shelf: shelf)
    story.type("a ball")
    story.press(.function(4))
    story.type("cat")
    story.press(.enter)
    return story
  }

  @Test("a path is typed, the picture is shown, and drawing begins from it")
  func opening() {
    var story = opened()
    #expect(
      story.state.settings.recipe.input
        == Recipe.Input(path: "/pictures/cat.png", fingerprint: "00aa", strength: 0.6))
    #expect(!story.state.hasWindow)
    #expect(story.state.drawing.preview.tab == .input)
    #expect(story.frame.images.first?.source.key.series == ImageKey.Series.input.rawValue)
    #expect(story.state.opener.input?.fitted.width == 512)
    #expect(story.screen.contains("strength 0.60, cat.png, 6×4, cut to fit"))
    story.press(.enter)
    story.advance()
    #expect(story.state.drawing.finished?.recipe.input?.path == "/pictures/cat.png")
    #expect(story.state.drawing.preview.tab == .picture)
  }

  @Test("Tab completes as far as all agree, then goes through them")
  func completion() {
    var story = Story()
    story.press(.function(4))
    #expect(story.screen.contains("old/"))
    story.type("c")
    story.press(.tab)
    #expect(story.state.opener.window?.field.text == "/pictures/ca")
    story.press(.tab)
    #expect(story.state.opener.window?.selected?.name == "cave.jpg")
    story.press(.backspace)
    story.type("at")
    story.press(.tab)
    #expect(story.state.opener.window?.field.text == "/pictures/cat.png")
  }

  @Test("folders are gone into and left, and listed on the way")
  func folders() {
    var story = Story()
    story.press(.function(4), .control("w"))
    #expect(story.state.opener.window?.field.text == "/")
    #expect(story.effects.last == .opener(.list(folder: "/", for: .input)))
    #expect(story.screen.contains("pictures/"))
    story.press(.down, .enter)
    #expect(story.state.opener.window?.field.text == "/pictures/")
    #expect(story.screen.contains("cat.png"))
    story.press(.down, .enter)
    #expect(story.screen.contains("there is no folder /pictures/old/"))
    story.press(.escape)
    #expect(!story.state.hasWindow)
    #expect(story.state.settings.recipe.input == nil)
  }

  @Test("a picture that cannot be read says why, and the path stays to be corrected")
  func unreadable() {
    var story = Story()
    story.press(.function(4))
    story.type("dog.png")
    story.press(.enter)
    #expect(story.screen.contains("there is no picture /pictures/dog.png"))
    #expect(story.state.opener.window?.field.text == "/pictures/dog.png")
    story.press(.backspace)
    #expect(!story.screen.contains("there is no picture"))
  }

  @Test("a path is pasted into its field, and what is typed there is never a command")
  func pasting() {
    var story = Story()
    story.press(.function(4), .control("u"))
    story.apply(.pasted(PlainLine("/pictures/cat.png")))
    #expect(story.state.opener.window?.field.text == "/pictures/cat.png")
    story.press(.control("u"))
    story.type("qxM?")
    #expect(story.state.opener.window?.field.text == "qxM?")
    #expect(story.effects.allSatisfy { $0 != .program(.quit) })
    #expect(story.state.drawing.prompt.isEmpty)
  }

  @Test("a long path shows its end, with the cursor on the screen")
  func longPath() {
    var story = Story(size: Size(width: 60, height: 20))
    story.press(.function(4))
    story.type(String(repeating: "folder/", count: 30) + "end")
    #expect(story.screen.contains("folder/end"))
    #expect(story.frame.cursor.map { $0.x < 58 } == true)
  }

  @Test("the strength is a setting while there is a picture")
  func strength() {
    var story = opened()
    #expect(story.state.settings.marked == .strength)
    story.press(.escape, .character("e"), .right)
    #expect(story.state.settings.recipe.input?.strength == 0.65)
    story.type("0")
    story.press(.up)
    #expect(story.state.settings.recipe.input?.strength == 0)
    story.press(.escape, .character("x"))
    #expect(story.state.settings.recipe.input == nil)
    #expect(!story.state.settings.shown(story.state.facts).contains(.strength))
    #expect(story.screen.contains("drawing begins from noise"))
    #expect(!story.screen.contains("Input"))
    story.press(.character("x"))
    #expect(story.screen.contains("from noise already"))
  }

  @Test("another size fits the picture anew")
  func fitting() {
    var story = opened()
    story.choose(.width)
    story.press(.right)
    #expect(
      story.effects.contains(
        .opener(.fit(path: "/pictures/cat.png", PictureSize(width: 544, height: 512)))))
    #expect(story.state.opener.input?.fitted.width == 544)
  }

  @Test("a kept picture can be begun from")
  func fromGallery() {
    var story = Story()
    story.type("a ball")
    story.press(.enter)
    story.advance()
    story.press(.control("s"), .function(2), .character("o"))
    #expect(story.state.screen == .explore)
    #expect(story.state.settings.recipe.input?.path == "~/gallery/1.png")
    #expect(story.state.drawing.prompt.text == "a ball")
  }

  @Test("a model without an encoder says which file to add")
  func withoutEncoder() {
    var story = Story(ScriptedPainter(model: "tiny-v2"))
    story.press(.function(4))
    #expect(story.state.opener.window == nil)
    #expect(story.screen.contains("model_v2_stage_b.pt"))
    #expect(!story.state.settings.shown(story.state.facts).contains(.input))
    story.press(.escape)
    #expect(!story.screen.contains("model_v2_stage_b.pt"))
  }

  @Test("a kept recipe brings the picture it began from, and says where that has changed")
  func recall() {
    for hasChanged in [false, true] {
      var recipe = TestModels.toy.recipe(seed: 5)
      recipe.prompt = "a cat"
      recipe.input = Recipe.Input(path: "/pictures/cat.png", fingerprint: "00aa", strength: 0.3)
      let kept = ScriptedCatalogue.item(1, "/g/1.png", recipe)
      var story = Story(shelf: ScriptedShelf([kept], hasChanged: hasChanged))
      story.press(.function(2), .enter)
      #expect(story.state.settings.recipe.input?.strength == 0.3)
      #expect(story.state.opener.input?.name == "cat.png")
      #expect(story.state.settings.recipe.input?.fingerprint == (hasChanged ? "00ff" : "00aa"))
      #expect((story.state.message?.text.contains("has changed since") == true) == hasChanged)
    }
  }

  @Test("a recipe whose picture is gone is loaded, and says so")
  func recallWithoutPicture() {
    var recipe = TestModels.toy.recipe(seed: 5)
    recipe.prompt = "a dog"
    recipe.input = Recipe.Input(path: "/pictures/dog.png", fingerprint: "00dd", strength: 0.3)
    let kept = ScriptedCatalogue.item(1, "/g/1.png", recipe)
    var story = Story(shelf: ScriptedShelf([kept]))
    story.press(.function(2), .enter)
    #expect(story.state.drawing.prompt.text == "a dog")
    #expect(story.screen.contains("there is no picture /pictures/dog.png"))
    story.press(.enter)
    story.advance()
    #expect(story.screen.contains("could not be drawn: there is no picture"))
    #expect(story.state.drawing.prompt.text == "a dog")
  }

  @Test("a whole path that is pasted takes the place of the folder that stands there")
  func pastedPath() {
    var story = Story()
    story.press(.function(4))
    for path in ["/pictures/a.png", "~/b.png"] {
      story.apply(.pasted(PlainLine(path)))
      #expect(story.state.opener.window?.field.text == path)
    }
    story.apply(.pasted(PlainLine("x")))
    #expect(story.state.opener.window?.field.text == "~/b.pngx")
  }
}

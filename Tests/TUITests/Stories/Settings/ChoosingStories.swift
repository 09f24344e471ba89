import Files
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: choosing files among the settings")
struct ChoosingStories {
  private func withPicture() -> Story {
    var story = Story()
    story.type("a ball")
    story.press(.function(4))
    story.type("cat")
    story.press(.enter)
    return story
  }

  private func perform(_ line: String, in story: inout Story) {
    story.press(.alt("x"))
    story.type(line)
    story.press(.enter)
  }

  @Test("Enter opens a mask for the picture, Backspace takes it away, and undo brings it back")
  func mask() {
    var story = withPicture()
    story.choose(.mask)
    #expect(story.screen.contains("Mask: a picture that is white where something new is drawn"))
    story.press(.enter)
    #expect(story.screen.contains("A mask, white where something new is drawn"))
    story.type("cave")
    story.press(.enter)
    let mask = Recipe.Input.Mask(path: "/pictures/cave.jpg", fingerprint: "00bb")
    #expect(story.state.settings.recipe.input?.mask == mask)
    #expect(story.state.settings.recipe.input?.strength == 1)
    #expect(story.state.settings.marked == .strength)
    story.choose(.mask)
    story.press(.backspace)
    #expect(story.state.settings.recipe.input?.mask == nil)
    #expect(story.screen.contains("Mask: none again"))
    story.press(.character("u"))
    #expect(story.state.settings.recipe.input?.mask == mask)
    #expect(story.screen.contains("Undone: Mask cave.jpg → none"))
  }

  @Test("LoRAs are opened one after the other, weighed by digits and arrows, and taken away")
  func loras() {
    var story = Story()
    story.type("a ball")
    story.choose(.lora(0))
    story.press(.enter)
    #expect(story.screen.contains("A LoRA, which changes Stage C"))
    #expect(!story.screen.contains("cat.png"), "what it is not")
    story.type("ink")
    story.press(.enter)
    #expect(story.state.settings.recipe.loras.map(\.weight) == [1])
    #expect(story.state.settings.marked == .loraWeight(0))
    story.type("0.8")
    story.press(.enter, .left)
    #expect(story.state.settings.recipe.loras.map(\.weight) == [0.75])
    #expect(story.screen.contains("ink.safetensors × ‹ 0.75 ›"))
    story.press(.down, .enter)
    story.type("oil")
    story.press(.enter)
    #expect(
      story.state.settings.recipe.loras.map(\.path.name) == ["ink.safetensors", "oil.safetensors"])
    story.press(.backspace)
    #expect(story.screen.contains("LoRA 2 weight: 1.00 again") || story.screen.contains("as it is"))
    story.choose(.lora(0))
    story.press(.backspace)
    #expect(story.state.settings.recipe.loras.map(\.path.name) == ["oil.safetensors"])
    story.press(.character("u"), .character("u"))
    #expect(story.state.settings.recipe.loras.map(\.path.name) == ["ink.safetensors"])
    story.press(.character("i"), .enter)
    story.advance()
    #expect(
      story.state.drawing.finished?.recipe.loras == [
        .init(path: "/pictures/ink.safetensors", weight: 0.75)
      ])
  }

  @Test("a file that does not fit says why, and the path stays to be corrected")
  func unfitting() {
    var story = Story()
    story.choose(.lora(0))
    story.press(.enter)
    story.type("wax.safetensors")
    story.press(.enter)
    #expect(story.screen.contains("there is no LoRA /pictures/wax.safetensors"))
    #expect(story.state.place == .path)
    #expect(story.state.settings.recipe.loras.isEmpty)
  }

  @Test("all of it can be set by a command, with the files of a folder offered")
  func commands() {
    var story = withPicture()
    story.press(.alt("x"))
    story.type("set mask ca")
    #expect(
      story.state.candidates.map(\.line) == [
        "set mask /pictures/cat.png", "set mask /pictures/cave.jpg",
      ])
    story.type("v")
    story.press(.enter)
    #expect(story.state.settings.recipe.input?.mask?.path == "/pictures/cave.jpg")
    perform("set mask none", in: &story)
    #expect(story.state.settings.recipe.input?.mask == nil)
    perform("set lora /pictures/ink.safetensors:0.8", in: &story)
    #expect(
      story.state.settings.recipe.loras == [
        .init(path: "/pictures/ink.safetensors", weight: 0.8)
      ])
    perform("set lora /pictures/ink.safetensors:0.5", in: &story)
    #expect(story.state.settings.recipe.loras.map(\.weight) == [0.5])
    perform("set lora-weight -1", in: &story)
    #expect(story.state.settings.recipe.loras.map(\.weight) == [-1])
    perform("set lora none", in: &story)
    #expect(story.state.settings.recipe.loras.isEmpty)
    // As the command line calls it.
    perform("set steps-c 12", in: &story)
    #expect(story.state.settings.recipe.stageC.steps == 12)
    perform("set input none", in: &story)
    #expect(story.state.settings.recipe.start == .noise)
    perform("set input /pictures/cave.jpg", in: &story)
    #expect(story.state.settings.recipe.input?.path == "/pictures/cave.jpg")
    perform("set guidance default", in: &story)
    #expect(story.screen.contains("Latent guidance is as it is by itself"))
  }

  @Test("a folder among the candidates is gone into")
  func folders() {
    var story = Story()
    story.press(.alt("x"))
    story.type("set input /pi")
    #expect(story.screen.contains("▸ pictures/"))
    #expect(story.state.candidates.map(\.line) == ["set input /pictures/"])
    story.press(.enter)
    #expect(story.state.commandEntry?.text == "set input /pictures/")
    #expect(story.state.candidates.map(\.line).contains("set input /pictures/cat.png"))
    story.press(.down, .enter)
    #expect(story.state.settings.recipe.input?.path == "/pictures/cat.png")
  }

  @Test("a mask without a picture, and a setting that means nothing now, say so")
  func meaningless() {
    var story = Story()
    perform("set mask /pictures/cat.png", in: &story)
    #expect(story.screen.contains("A mask belongs to a picture to begin from"))
    story.press(.escape)
    perform("set share 0.5", in: &story)
    #expect(story.screen.contains("Share means nothing with what is set now"))
    story.press(.escape)
    perform("set lora /pictures/wax.safetensors", in: &story)
    #expect(story.screen.contains("there is no LoRA /pictures/wax.safetensors"))
  }

  @Test("a size is set at once, and for one that cannot be drawn the nearest are offered")
  func size() {
    var story = Story()
    perform("set size 640x384", in: &story)
    #expect(story.state.settings.recipe.size == PictureSize(width: 640, height: 384))
    story.press(.alt("x"))
    story.type("set size 500x300")
    #expect(
      story.state.candidates.map(\.line) == [
        "set size 512x288", "set size 480x288", "set size 512x320", "set size 480x320",
      ])
    story.press(.enter)
    #expect(story.state.settings.recipe.size == PictureSize(width: 512, height: 288))
    story.choose(.width)
    story.type("3")
    story.press(.enter)
    #expect(story.screen.contains("No 3: the nearest is 32 ("))
  }

  @Test("what is no part of a number says so, and what was typed stays")
  func strayCharacters() {
    var story = withPicture()
    story.choose(.seed)
    story.type("4096x")
    #expect(story.screen.contains("“x” is left out: Seed is a number; a size is typed at Size"))
    story.type("32")
    #expect(story.state.settings.recipe.input != nil, "no command")
    #expect(story.state.settings.entry == "409632")
    story.type("y")
    #expect(story.screen.contains("“y” is left out: Seed is a number"))
  }

  @Test("the way can lead to the recipe of a picture")
  func toward() {
    var recipe = TestModels.toy.recipe(seed: 5)
    (recipe.prompt, recipe.negative) = ("a star", "night")
    var other = recipe
    other.toward = .init(prompt: "x", negative: "", seed: 1, share: 0.5)
    var story = Story(
      shelf: ScriptedShelf([
        ScriptedCatalogue.item(1, "/g/1.png", recipe), ScriptedCatalogue.item(2, "/g/2.png", other),
      ]))
    story.type("a ball")
    perform("toward /g/1.png", in: &story)
    #expect(
      story.state.settings.recipe.toward
        == .init(prompt: "a star", negative: "night", seed: 5, share: 0.5))
    perform("toward /g/2.png", in: &story)
    #expect(story.screen.contains("No way leads to a picture"))
    perform("set toward none", in: &story)
    #expect(story.state.settings.recipe.toward == nil)
    perform("set seed counting", in: &story)
    #expect(story.state.settings.seedMode == .counting)
  }

  @Test("a model without the LoRAs of another says so, and a recipe brings its own back")
  func otherModel() {
    var story = Story()
    story.type("a ball")
    perform("set lora /pictures/ink.safetensors", in: &story)
    story.press(.enter)
    story.advance()
    story.press(.control("s"))
    perform("model tiny-v2", in: &story)
    #expect(story.screen.contains("without the LoRAs of the other"))
    #expect(story.state.settings.recipe.loras.isEmpty)
    story.press(.function(2), .enter)
    #expect(story.state.settings.recipe.loras.map(\.path) == ["/pictures/ink.safetensors"])
  }
}

import Engine
import Recipes
import Terminal
import Testing
import wurst

@Suite("The window of config.toml")
struct PreferencesStories {
  private func opened() -> Story {
    var story = Story()
    story.press(.escape, .function(9))
    return story
  }

  @Test("it lists everything with its value, and says what is overridden")
  func listing() {
    var story = opened()
    #expect(story.screen.contains("Settings that are kept"))
    #expect(story.screen.contains("gallery.runs") && story.screen.contains("50"))
    #expect(story.screen.contains("overridden"))
    story.press(.down)
    #expect(story.screen.contains("--graphics of the command line goes before it"))
    story.press(.escape, .character(":"))
    story.type("settings")
    story.press(.enter)
    #expect(story.state.preferences.isOpen)
  }

  @Test("a value is turned, and holds at once where it can")
  func turning() {
    var story = opened()
    story.press(.down, .down, .right)
    #expect(!story.state.usesMouse)
    story.press(.left)
    #expect(story.state.usesMouse)
    story.press(.up, .up, .right)
    #expect(story.state.look.name != "auto")
    story.press(.backspace)
    #expect(story.state.look.name == "auto")
    #expect(story.state.preference(named: "theme")?.value == nil)
  }

  @Test("a value is typed, kept with Enter and left with Escape")
  func typing() {
    var story = opened()
    story.press(.end, .enter, .control("u"))
    story.type("7x")
    story.press(.enter)
    #expect(story.screen.contains("✗ gallery.runs cannot be '7x'"))
    #expect(story.state.preferences.field?.text == "7x")
    story.press(.backspace, .enter)
    #expect(story.state.preference(named: "gallery.runs")?.value == "7")
    #expect(story.state.preferences.field == nil)
    story.press(.enter)
    story.type("9")
    story.press(.escape)
    #expect(story.state.preference(named: "gallery.runs")?.value == "7")
    #expect(story.state.preferences.isOpen)
    story.press(.escape)
    #expect(!story.state.preferences.isOpen)
  }

  @Test(
    "the terminal rings at the end of a long run, where that is wanted", arguments: [true, false])
  func ringing(isWanted: Bool) {
    var story = Story()
    story.state.notices.areOn = isWanted
    story.type("a red ball")
    story.press(.enter)
    story.advance(3)
    story.state.now = 20
    story.apply(.run(1, .ended(.failed("no memory"), at: 20)))
    #expect(story.effects.contains(.program(.tell("“a red ball” could not be drawn"))) == isWanted)
    var finished = Story()
    finished.state.notices.areOn = isWanted
    finished.type("a red ball")
    finished.press(.enter)
    let trace = Trace(
      recipe: TestModels.toy.recipe(seed: 1),
      latents: [ScriptedPainter.latent(seed: 1, step: 1)], stageB: .latents([]),
      pictures: [ScriptedPainter.picture(seed: 1)], timings: StageTimings())
    finished.apply(.run(1, .ended(.finished(trace), at: 20)))
    #expect(finished.effects.contains(.program(.tell("“a red ball” is drawn"))) == isWanted)
  }

  @Test("another folder of the gallery is looked into at once")
  func folders() {
    var story = Story()
    let row = Preference(
      name: "gallery.folder1", help: "", wanted: "", usual: "none", value: "~/pics", isAtOnce: true)
    story.apply(.preferences(.changed(name: row.name, to: "~/pics", [row])))
    #expect(story.effects.contains(.gallery(.refresh)))
    #expect(story.screen.contains("gallery.folder1 is ~/pics"))
    #expect(!story.screen.contains("config.toml"))
  }
}

import Engine
import Gallery
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: the runs of a session")
struct RunHistoryStories {
  private func drawn(size: Size = Size(width: 100, height: 30)) -> Story {
    var story = Story(size: size)
    for prompt in ["a red ball", "a blue star", "grass"] {
      story.press(.control("u"))
      story.type(prompt)
      story.press(.enter)
      story.advance()
    }
    return story
  }

  @Test("Alt and the arrows walk through the runs, recipe and picture together")
  func walking() {
    var story = drawn()
    let last = story.state.drawing.finished
    story.press(.altLeft)
    #expect(story.state.drawing.prompt.text == "a blue star")
    let shown = story.state.drawing.finished
    #expect(story.state.settings.recipe.seed == shown?.recipe.seed)
    #expect(story.state.drawing.preview.picture == shown?.picture)
    #expect(story.state.drawing.preview.latent == shown?.trace.latent)
    #expect(story.screen.contains("Run 2 of 3"))
    #expect(!story.state.settings.seedIsRandom, "it is drawn again as it was")
    story.press(.altLeft, .altLeft)
    #expect(story.state.drawing.prompt.text == "a red ball")
    #expect(story.screen.contains("no earlier run"))
    story.press(.control("s"))
    #expect(story.catalogue.pictures().map(\.prompt) == ["a red ball"])
    story.press(.altRight, .altRight)
    #expect(story.state.drawing.finished?.id == last?.id)
    #expect(story.state.settings.seedIsRandom, "as it was before the walk")
    story.press(.altRight)
    #expect(story.screen.contains("the latest run"))
  }

  @Test("the way leads to runs of another model, which is opened for them")
  func otherModel() {
    var story = drawn()
    story.press(.alt("x"))
    story.type("model tiny-v2")
    story.press(.enter, .enter)
    story.advance()
    #expect(story.state.drawing.finished?.recipe.model == "tiny-v2")
    story.press(.altLeft)
    #expect(story.state.facts.name == "toy-scenes")
    #expect(story.screen.contains("Run 3 of 4"))
    #expect(story.state.drawing.finished?.recipe.model == "toy-scenes")
    #expect(story.state.drawing.prompt.text == "grass")
    story.press(.altLeft)
    #expect(story.screen.contains("Run 2 of 4"))
    story.press(.altRight, .altRight)
    #expect(story.state.facts.name == "tiny-v2")
    #expect(story.state.drawing.preview.tokens == nil)
  }

  @Test("a run that goes on is not walked away from")
  func running() {
    var story = drawn()
    story.press(.enter)
    story.advance(3)
    story.press(.altLeft)
    #expect(story.screen.contains("stops it"))
    #expect(story.state.drawing.isRunning)
  }

  @Test("from a picture of the gallery the way leads back to the latest run")
  func fromGallery() {
    var story = drawn()
    story.press(.control("s"), .function(2), .enter)
    #expect(story.state.drawing.finished == nil)
    story.press(.altLeft)
    #expect(story.state.drawing.prompt.text == "grass")
    #expect(story.state.drawing.finished != nil)
  }

  @Test("the runs are small below the stages where there is room")
  func strip() {
    var story = drawn(size: Size(width: 160, height: 50))
    let frame = story.frame
    // Beside three small ones the three views of the run that is shown.
    #expect(frame.images.count == 6)
    #expect(Set(frame.images.map(\.slot)).count == 6)
    let keys = frame.images.map(\.source.key)
    story.press(.altLeft)
    #expect(story.frame.images.dropFirst(0).map(\.source.key).filter(keys.contains).count >= 3)
    #expect(drawn(size: .smallest).frame.images.count == 1)
  }
}

import Engine
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: keeping pictures")
struct KeepingStories {
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
    #expect(story.state.drawing.keptRuns.isEmpty)
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
    #expect(story.state.drawing.keptRuns == [1])
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

  @Test("an earlier prompt of the session brings its own picture and stages, which can be kept")
  func earlierPicture() {
    var story = drawn()
    let first = story.state.drawing.finished
    story.press(.character("s"), .character("i"), .control("u"))
    story.type("a star")
    story.press(.enter)
    story.advance()
    let second = story.state.drawing.finished
    story.press(.up, .up)
    #expect(story.state.drawing.prompt.text == "a red ball")
    #expect(story.state.drawing.preview.picture == first?.picture)
    #expect(story.state.drawing.preview.latent == first?.trace.latent)
    #expect(story.screen.contains("seed \(first?.recipe.seed ?? 0), kept in the gallery"))
    story.press(.down, .control("s"))
    #expect(story.state.drawing.preview.picture == second?.picture)
    #expect(story.state.drawing.keptRuns == [1, 2])
  }
}

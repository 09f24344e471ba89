import Engine
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: what can be seen, and where")
struct WatchingStories {
  private func isStep(_ stage: Stage, _ number: Int) -> (StageEvent) -> Bool {
    { if case .advanced(stage, number, _, _) = $0 { true } else { false } }
  }

  @Test("wherever a latent is seen, its channels can be looked at")
  func channels() {
    var story = Story()
    story.type("a ball")
    story.press(.enter, .escape)
    story.advance(until: isStep(.c, 5))
    for places in [Key.character("e"), .escape] {
      story.press(places, .character("c"), .character("c"), .character("C"))
      #expect(story.screen.contains("channel 1 of 16"))
      story.press(.character("f"))
      #expect(story.screen.contains("false colour"))
    }
  }

  @Test("while a picture is drawn every screen says how far it is, and how to stop it")
  func progressEverywhere() {
    for size in [Size.smallest, Size(width: 100, height: 30)] {
      var story = Story(size: size)
      story.type("a ball")
      story.press(.enter, .escape)
      story.advance(until: isStep(.c, 12))
      #expect(story.screen.contains("Ctrl-C stop"))
      for key in [Key.function(2), .function(3), .function(4), .character("?")] {
        if key == .character("?") { story.press(.escape) }
        story.press(key)
        #expect(story.screen.contains("Stage C 12/30"), "\(key.name) at \(size)")
        #expect(story.screen.contains("Ctrl-C stop"), "\(key.name) at \(size)")
      }
    }
  }

  @Test("the help goes by pages and to its ends")
  func helpPages() {
    var story = Story(size: .smallest)
    story.press(.escape, .character("?"))
    let height = 14
    story.press(.pageDown)
    #expect(story.state.help.scroll == height - 1)
    story.press(.pageDown)
    #expect(story.state.help.scroll == 2 * (height - 1))
    story.press(.pageUp)
    #expect(story.state.help.scroll == height - 1)
    story.press(.end)
    let end = story.state.help.scroll
    story.press(.down)
    #expect(story.state.help.scroll == end)
    story.press(.pageDown, .home)
    #expect(story.state.help.scroll == 0)
  }
}

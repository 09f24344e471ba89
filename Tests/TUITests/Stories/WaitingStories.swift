import Engine
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: runs that wait")
struct WaitingStories {
  /// A ball that is drawn, and a star and a ring that wait.
  private func waiting(_ size: Size = Size(width: 100, height: 30)) -> Story {
    var story = Story(size: size)
    story.type("a ball")
    story.press(.enter)
    for prompt in ["a star", "a ring"] {
      story.press(.control("u"))
      story.type(prompt)
      story.press(.alt("\r"))
    }
    return story
  }

  private func drawn(_ story: Story) -> [String] {
    story.effects.compactMap {
      if case .run(_, .paint(let recipe)) = $0 { recipe.prompt } else { nil }
    }
  }

  @Test("what is added is drawn in turn, each with a seed of its own")
  func inTurn() {
    var story = waiting()
    #expect(story.screen.contains("2 waiting"))
    #expect(drawn(story) == ["a ball"])
    let seeds = story.state.drawing.waiting.recipes.map(\.seed)
    #expect(Set(seeds).count == 2)
    story.press(.control("u"))
    story.type("typed meanwhile")
    for _ in 0..<3 { story.advance() }
    #expect(drawn(story) == ["a ball", "a star", "a ring"])
    let painted = story.effects.compactMap {
      if case .run(_, .paint(let recipe)) = $0 { recipe.seed } else { nil }
    }
    #expect(painted.suffix(2) == seeds[...])
    #expect(story.state.drawing.prompt.text == "typed meanwhile")
    #expect(!story.screen.contains("waiting"))
    #expect(story.screen.contains("of “a ring”"))
  }

  @Test("with nothing drawn, what is added begins at once")
  func atOnce() {
    var story = Story()
    story.press(.alt("\r"))
    #expect(story.screen.contains("Type what the picture should show"))
    story.type("a ball")
    story.press(.alt("\r"))
    #expect(drawn(story) == ["a ball"])
    #expect(!story.screen.contains("waiting"))
  }

  @Test("a stop holds back those that wait, and Enter goes on with all of them")
  func stopping() {
    var story = waiting()
    story.advance(5)
    story.press(.control("c"))
    story.advance()
    #expect(drawn(story) == ["a ball"])
    #expect(story.state.drawing.waiting.isPaused)
    #expect(story.screen.contains("Stopped, 2 waiting: Enter goes on"))
    story.press(.enter)
    #expect(drawn(story) == ["a ball", "a ball"])
    for _ in 0..<3 { story.advance() }
    #expect(drawn(story) == ["a ball", "a ball", "a star", "a ring"])
  }

  @Test("X takes the last away, until nothing waits")
  func taking() {
    var story = waiting()
    story.press(.escape, .character("X"))
    #expect(story.screen.contains("Not drawn: “a ring”; 1 waiting"))
    story.press(.character("X"), .character("X"))
    #expect(story.screen.contains("No run is waiting; Alt-Enter adds one"))
    story.advance()
    #expect(drawn(story) == ["a ball"])
  }

  @Test("those that wait are drawn after one that failed")
  func failing() {
    var story = Story(ScriptedPainter(.fail("out of paint")))
    story.type("a ball")
    story.press(.enter, .alt("\r"))
    story.advance()
    #expect(drawn(story).count == 2)
    #expect(story.screen.contains("out of paint"))
  }

  @Test("recipes that are handed in are drawn in turn, and no more than find room")
  func handedIn() {
    var story = Story()
    let recipes = (0..<3).map { TestModels.toy.recipe(seed: $0) }
    let effects = story.state.enqueue(recipes)
    #expect(effects.contains(.run(1, .paint(recipes[0]))))
    #expect(story.state.drawing.waiting.recipes == Array(recipes[1...]))
    let many = Array(repeating: recipes[0], count: WaitingRuns.most)
    #expect(story.state.enqueue(many).isEmpty)
    #expect(story.screen.contains("2 were left out"))
  }

  @Test("how far the run is and how many wait is seen on every screen")
  func everywhere() {
    var story = waiting()
    story.advance(5)
    story.press(.function(2))
    #expect(story.screen.contains("Stage C 2/30, 2 waiting"))
    story.press(.function(1), .function(3))
    #expect(story.screen.contains("Stage C 2/30, 2 waiting"))
  }

  @Test(
    "runs that wait on the screen",
    arguments: [(60, 20), (80, 24), (100, 30), (160, 50)])
  func screens(width: Int, height: Int) throws {
    var story = waiting(Size(width: width, height: height))
    story.advance(5)
    try expectSnapshot(story.screen, "waiting-\(width)x\(height)")
  }
}

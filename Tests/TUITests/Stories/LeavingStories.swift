import Engine
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: stopping and leaving")
struct LeavingStories {
  private func isStep(_ stage: Stage, _ number: Int) -> (StageEvent) -> Bool {
    { if case .advanced(stage, number, _, _) = $0 { true } else { false } }
  }

  @Test("Ctrl-C stops the run and keeps what there is; the second quits")
  func stopping() {
    var story = Story()
    story.type("a ball")
    story.press(.enter)
    story.advance(until: isStep(.b, 2))
    story.press(.control("c"))
    #expect(story.effects.last == .run(1, .cancel))
    #expect(story.screen.contains("Stopping"))
    story.advance()
    #expect(story.state.drawing.run?.status == .cancelled)
    #expect(story.screen.contains("Stopped"))
    #expect(story.state.drawing.preview.tokens != nil)
    #expect(!story.effects.contains(.program(.quit)))
    story.wait(0.5)
    story.press(.control("c"))
    #expect(story.effects.last == .program(.quit))
  }

  @Test("Ctrl-C within a second of a new start stops the new run, and the next one quits")
  func stoppingAgain() {
    var story = Story()
    story.type("a ball")
    story.press(.enter)
    story.advance(3)
    story.press(.control("c"))
    story.advance()
    story.wait(0.3)
    story.press(.enter)
    story.advance(3)
    story.wait(0.3)
    story.press(.control("c"))
    #expect(story.effects.last == .run(2, .cancel))
    #expect(!story.effects.contains(.program(.quit)))
    story.press(.control("c"))
    #expect(story.effects.last == .program(.quit))
  }

  @Test("Ctrl-C pressed slowly never quits")
  func slowInterrupts() {
    var story = Story()
    for _ in 0..<5 {
      story.press(.control("c"))
      story.wait(1.5)
    }
    #expect(!story.effects.contains(.program(.quit)))
  }

  @Test("q asks while a picture is drawn, and any other key takes it back")
  func leavingWhileDrawing() {
    var story = Story()
    story.type("a ball")
    story.press(.enter, .escape)
    story.advance(3)
    story.press(.character("q"))
    #expect(story.screen.contains("q again quits, Ctrl-C stops it"))
    story.press(.character("]"), .character("q"))
    story.wait(20)
    story.press(.character("q"))
    #expect(!story.effects.contains(.program(.quit)))
    story.press(.character("q"))
    #expect(story.effects.last == .program(.quit))
    var idle = Story()
    idle.press(.escape, .character("q"))
    #expect(idle.effects.last == .program(.quit))
  }

  @Test("on a screen that is too small the run is stopped and left as on any other")
  func leavingUnseen() {
    var story = Story()
    story.type("a ball")
    story.press(.enter)
    story.advance(3)
    story.apply(.resized(Size(width: 40, height: 10)))
    story.press(.character("q"))
    #expect(story.screen.contains("q again quits"))
    story.press(.control("c"))
    #expect(story.effects.last == .run(1, .cancel))
  }

  @Test("after a stop Enter goes on with the same seed, and draws anew once something was changed")
  func goingOn() {
    var story = Story()
    story.type("a ball")
    story.press(.enter)
    let seed = story.state.settings.recipe.seed
    story.advance(until: isStep(.b, 1))
    story.press(.control("c"))
    story.advance()
    #expect(story.screen.contains("Stopped at Stage B 1/2: Enter goes on"))
    story.press(.enter)
    #expect(story.state.drawing.run?.recipe.seed == seed)
    story.press(.control("c"))
    story.advance()
    story.type("s")
    story.press(.enter)
    #expect(story.state.drawing.run?.recipe.prompt == "a balls")
    #expect(story.state.drawing.run?.recipe.seed != seed)
  }
}

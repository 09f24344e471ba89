import Engine
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: drawing")
struct RunStories {
  private func isStep(_ stage: Stage, _ number: Int) -> (StageEvent) -> Bool {
    { if case .advanced(stage, number, _, _) = $0 { true } else { false } }
  }

  @Test("a prompt is typed, drawn and watched through its three views")
  func drawing() {
    var story = Story()
    story.type("a red ball")
    #expect(story.screen.contains("a red ball"))
    story.press(.enter)
    story.advance(until: isStep(.c, 12))
    #expect(story.state.drawing.preview.tab == .latent)
    #expect(story.screen.contains("step 12 of 30"))
    #expect(story.frame.images.first?.isLive == true)
    story.advance(until: isStep(.b, 1))
    #expect(story.state.drawing.preview.tab == .tokens)
    #expect(story.screen.contains("step 1 of 2"))
    story.advance()
    #expect(story.state.drawing.preview.tab == .picture)
    #expect(story.screen.contains("2.3 s in all"))
    #expect(story.frame.images.first?.isLive == false)
  }

  @Test("a view chosen while drawing stays until the next picture")
  func chosenView() {
    var story = Story()
    story.type("a ball")
    story.press(.enter)
    story.advance(until: isStep(.c, 5))
    story.press(.escape, .character("]"))
    #expect(story.state.drawing.preview.tab == .tokens)
    story.press(.character("["))
    story.advance()
    #expect(story.state.drawing.preview.tab == .latent)
    story.press(.enter)
    story.advance()
    #expect(story.state.drawing.preview.tab == .picture)
  }

  @Test("an empty prompt is not drawn, and says what to do", arguments: ["", "   "])
  func emptyPrompt(text: String) {
    var story = Story(ScriptedPainter(model: text.isEmpty ? "tiny-v2" : "toy-scenes"))
    story.type(text)
    story.press(.enter)
    #expect(story.state.drawing.run == nil)
    #expect(story.screen.contains("Type what the picture should show"))
  }

  @Test("Enter while drawing starts over with what is typed now")
  func restart() {
    var story = Story()
    story.type("a ball")
    story.press(.enter)
    story.advance(until: isStep(.c, 5))
    story.type(" on grass")
    story.press(.enter)
    #expect(story.effects.contains(.run(1, .cancel)))
    #expect(story.state.drawing.run?.id == 2)
    story.advance()
    #expect(story.state.drawing.finished?.recipe.prompt == "a ball on grass")
  }

  @Test("events of a run that was replaced change nothing")
  func staleEvents() {
    var story = Story()
    story.type("a ball")
    story.press(.enter, .enter)
    let stray = Trace(
      recipe: story.state.settings.recipe, latents: [ScriptedPainter.latent(seed: 1, step: 1)],
      stageB: .latents([]), pictures: [Picture(width: 1, height: 1, rgb: [1, 2, 3])],
      timings: StageTimings())
    story.apply(.run(1, .ended(.finished(stray), at: 0)))
    #expect(story.state.drawing.run?.isGoingOn == true)
    #expect(story.state.drawing.finished == nil)
  }

  @Test("an error is told, stays, and loses nothing")
  func failure() {
    var story = Story(ScriptedPainter(.fail("Stage B ran out of paint")))
    story.type("a ball")
    story.press(.enter)
    story.advance()
    story.wait(60)
    #expect(story.screen.contains("Stage B ran out of paint"))
    #expect(story.state.drawing.preview.latent != nil)
    #expect(story.state.drawing.prompt.text == "a ball")
  }

  @Test("a long error has a window, which closes alone, and its reason stays to be read")
  func longFailure() {
    var story = Story()
    story.type("a ball")
    story.press(.enter)
    let reason = "Stage B needs 9.3 GB of memory where 6.1 GB are free; draw a smaller picture"
    story.apply(.run(1, .ended(.failed(reason), at: 1)))
    #expect(story.screen.contains("What went wrong"))
    story.press(.escape)
    #expect(!story.screen.contains("What went wrong"))
    #expect(story.state.focus == .prompt)
    #expect(story.screen.contains("9.3 GB"))
    story.apply(.run(1, .keepFailed(reason)))
    story.type("s")
    #expect(story.state.drawing.prompt.text == "a balls")
  }

  @Test("what was taken over from the run before is said")
  func reuse() {
    var story = Story()
    story.type("a ball")
    story.press(.enter)
    let latent = ScriptedPainter.latent(seed: 9, step: 1)
    story.apply(.run(1, .stage(.reused(.text, preview: nil), at: 0)))
    story.apply(.run(1, .stage(.reused(.c, preview: .latent(latent)), at: 0)))
    #expect(story.screen.contains("reused ✓"))
    #expect(story.state.drawing.preview.latent == latent)
  }

  @Test("the picture before stays in view until the next run has made something")
  func staleView() {
    var story = Story()
    story.type("a ball")
    story.press(.enter)
    story.advance()
    story.press(.enter)
    #expect(story.screen.contains("from the picture before"))
    #expect(!story.frame.images.isEmpty)
    story.advance(until: isStep(.c, 1))
    #expect(!story.screen.contains("from the picture before"))
    #expect(story.state.drawing.preview.picture == nil)
  }

  @Test("each run has its own seed until the seed is locked")
  func seeds() {
    var story = Story()
    story.type("a ball")
    var seeds: [UInt32] = []
    for _ in 0..<3 {
      story.press(.enter)
      story.advance()
      seeds.append(story.state.settings.recipe.seed)
    }
    #expect(Set(seeds).count == 3)
    story.press(.escape, .character("r"), .enter)
    story.advance()
    #expect(story.state.settings.recipe.seed == seeds[2])
    #expect(story.screen.contains("\(seeds[2]) locked"))
  }

  @Test("words that the model never learned are noted, gently")
  func unknownWords() {
    var story = Story()
    story.type("a red robot")
    #expect(story.screen.contains("This model never learned “robot”"))
    story.press(.control("w"))
    #expect(!story.screen.contains("never learned"))
  }

  @Test("a terminal without pictures says so in their place, and still draws them")
  func withoutPictures() {
    var story = Story()
    story.apply(.graphics(isOff: true, isCoarse: false, "pictures are switched off"))
    story.type("a ball")
    story.press(.enter)
    story.advance()
    #expect(story.frame.images.isEmpty)
    #expect(story.screen.contains("Pictures are switched off"))
    story.press(.control("s"))
    #expect(story.screen.contains("Kept as"))
  }

  @Test("update depends on nothing but its arguments")
  func purity() {
    var story = Story()
    story.type("a ball")
    var one = story.state
    var two = story.state
    let actions: [Action] = [
      .key(.enter), .run(1, .stage(.started(.c, steps: 3), at: 1)), .key(.escape),
      .key(.character("n")), .key(.enter),
    ]
    for action in actions {
      let (first, second) = (update(&one, action), update(&two, action))
      #expect(first == second)
    }
    #expect(Frame(one).canvas == Frame(two).canvas)
    #expect(one.settings.recipe == two.settings.recipe)
  }
}

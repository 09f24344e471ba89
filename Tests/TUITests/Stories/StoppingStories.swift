import Engine
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: stopping, changing, going on")
struct StoppingStories {
  private func isStep(_ stage: Stage, _ number: Int) -> (StageEvent) -> Bool {
    { if case .advanced(stage, number, _, _) = $0 { true } else { false } }
  }

  /// A ball that was drawn, and one that was stopped after a step of a stage.
  private func stopped(
    _ stage: Stage, _ step: Int, size: Size = Size(width: 100, height: 30)
  ) -> Story {
    var story = Story(size: size)
    story.type("a ball")
    story.press(.enter)
    story.advance()
    story.press(.enter)
    story.advance(until: isStep(stage, step))
    story.press(.control("c"))
    story.advance()
    return story
  }

  private func painted(_ story: Story) -> Recipe? {
    for case .run(_, .paint(let recipe)) in story.effects.reversed() { return recipe }
    return nil
  }

  @Test("a stop says where it stands and what can be done from there")
  func words() {
    var story = stopped(.c, 12)
    #expect(
      story.screen.contains(
        "Stopped at Stage C 12/30: Enter goes on, Esc D draws anew, F finishes from here"))
    story = stopped(.a, 1)
    #expect(story.screen.contains("Stopped at Stage A 1/7: Enter goes on"))
  }

  @Test("D draws with another seed where seeds are random")
  func anew() {
    var story = stopped(.c, 12)
    let seed = painted(story)?.seed
    story.press(.escape, .character("D"))
    #expect(painted(story)?.seed != seed && painted(story)?.prompt == "a ball")
  }

  @Test("F takes what there is of the stage for the whole, which the recipe then says")
  func finishing() {
    var story = stopped(.c, 12)
    let recipe = painted(story)
    story.press(.escape, .character("F"))
    #expect(painted(story)?.stageC.stop == 12 && painted(story)?.seed == recipe?.seed)
    #expect(story.state.settings.recipe.stageC.stop == nil, "the settings stay as they are")
    story = stopped(.b, 1)
    story.press(.escape, .character("F"))
    #expect(painted(story)?.stageB.stop == 1 && painted(story)?.stageC.stop == nil)
    story.advance()
    story.press(.character("F"))
    #expect(story.screen.contains("No run was stopped"))
  }

  @Test("what was cut short is shown where its recipe is loaded, and can be taken whole again")
  func recalled() {
    var story = Story()
    story.state.settings.recipe.stageC.stop = 12
    #expect(story.screen.contains("30, stopped after 12"))
    story.choose(.stopC)
    story.press(.delete)
    #expect(story.state.settings.recipe.stageC.stop == nil)
  }

  @Test("before Enter it is seen what is kept and what is drawn, and how long that takes")
  func forecast() {
    var story = Story()
    story.type("a ball")
    story.press(.enter)
    story.advance()
    #expect(story.screen.contains("2.3 s in all"))
    story.press(.escape, .character("r"))
    story.choose(.stepsB)
    story.press(.right)
    #expect(story.screen.contains("kept ✓"))
    #expect(story.screen.contains("↻"))
    #expect(!story.screen.contains("in all"))
    story.press(.left)
    #expect(story.screen.contains("2.3 s in all"), "nothing is changed any more")
  }

  @Test(
    "what will be computed, on the screen", arguments: [(60, 20), (80, 24), (100, 30), (160, 50)])
  func screens(width: Int, height: Int) throws {
    var story = Story(size: Size(width: width, height: height))
    story.type("a ball")
    story.press(.enter)
    story.advance()
    story.press(.escape, .character("r"))
    story.choose(.stepsB)
    story.press(.right)
    try expectSnapshot(story.screen, "forecast-\(width)x\(height)")
    story = stopped(.c, 12, size: Size(width: width, height: height))
    try expectSnapshot(story.screen, "stopped-\(width)x\(height)")
  }
}

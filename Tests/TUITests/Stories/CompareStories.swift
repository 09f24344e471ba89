import Engine
import Gallery
import Recipes
import Render
import Terminal
import Testing
import wurst

@Suite("Stories: comparing pictures")
struct CompareStories {
  private func opened(traces: Int = 0) -> Story {
    var recipe = TestModels.toy.recipe(seed: 1)
    recipe.negative = "blue"
    let items = ScriptedCatalogue.pictures(6, recipe) { item, index in
      item.metadata?.recipe.prompt = index == 0 ? "a red ball on grass" : "a red cube on grass"
      item.metadata?.recipe.stageC.guidance = Float(4 + index)
    }
    let catalogue = ScriptedCatalogue(items)
    for index in 0..<traces {
      catalogue.add(
        PictureTrace(
          latent: ScriptedPainter.latent(seed: UInt32(index), step: 1),
          tokens: ScriptedPainter.tokens(seed: UInt32(index), step: 1)), of: items[index].path)
    }
    var story = Story(shelf: ScriptedShelf(catalogue))
    story.press(.function(2))
    return story
  }

  @Test("two marked pictures stand side by side, with what differs and nothing else")
  func sideBySide() {
    var story = opened()
    story.press(.character("c"))
    #expect(story.screen.contains("Mark two to four pictures"))
    story.press(.character(" "), .character(" "), .character("c"))
    let frame = story.frame
    #expect(frame.images.count == 2)
    #expect(frame.images[0].pane.intersection(frame.images[1].pane).isEmpty)
    let screen = story.screen
    #expect(screen.contains("red −ball +cube on"))
    #expect(screen.contains("guidance 4.0 → 5.0") && screen.contains("Seed 0 → 1"))
    #expect(screen.contains("PSNR") && screen.contains("SSIM"))
    #expect(!screen.contains("not:"))
    story.press(.escape)
    #expect(story.state.comparison == nil && story.state.screen == .gallery)
  }

  @Test("all of them are looked at nearer, and beside what is seen, together")
  func nearer() throws {
    var story = opened(traces: 2)
    story.press(.character(" "), .character(" "), .character("c"), .character("]"))
    let whole = story.frame.images.map(\.source.key)
    story.press(.right)
    #expect(story.state.comparison?.front == 0, "where all is seen the arrows go to the next")
    story.press(.right, .character("+"), .character("+"))
    #expect(story.screen.contains("side by side, "))
    let near = story.frame.images.map(\.source)
    #expect(near.count == 2 && near[0].content.kind == near[1].content.kind)
    #expect(near[0].content.kind != .grid)
    story.press(.right, .down)
    let moved = story.frame.images.map(\.source)
    #expect(zip(near, moved).allSatisfy { $0.key != $1.key }, "both have moved")
    #expect(story.state.comparison?.front == 1)
    story.press(.character(" "))
    #expect(story.frame.images[0].source.content.kind != .grid, "flipping keeps the place")
    story.press(.home)
    #expect(story.frame.images[0].source.content.kind == .grid)
    story.press(.character("v"))
    #expect(story.frame.images.map(\.source.key) == whole)
    let pane = story.frame.images[0].pane
    story.apply(.mouse(MouseEvent(.wheelUp, column: pane.x + 1, row: pane.y + 1)))
    #expect(story.screen.contains("side by side, "))
    story.press(.home, .character("w"), .character(">"))
    #expect(story.screen.contains("1 left, 2 right"))
  }

  @Test("Space flips in one place, a wipe and a difference are made of both")
  func looks() {
    var story = opened()
    story.press(.character(" "), .character(" "), .character("c"), .character(" "))
    let first = story.frame.images
    story.press(.character(" "))
    let second = story.frame.images
    #expect(first.count == 1 && second.count == 1)
    #expect(first[0].pane == second[0].pane && first[0].slot == second[0].slot)
    #expect(first[0].source.key != second[0].source.key)
    story.press(.character("d"))
    let weak = story.frame.images[0].source
    #expect(story.screen.contains("difference × 4"))
    story.press(.right)
    #expect(story.screen.contains("difference × 8"))
    #expect(story.frame.images[0].source.key != weak.key)
    let (a, b) = (ScriptedPainter.picture(seed: 0), ScriptedPainter.picture(seed: 1))
    let far = zip(a.rgb, b.rgb).map { 4 * abs(Int($0) - Int($1)) }
    let wanted = stride(from: 0, to: far.count, by: 3).flatMap { pixel -> [UInt8] in
      let colour = ColourMap.magma.colour(at: Double(far[pixel..<pixel + 3].max() ?? 0) / 255)
      return [colour.red, colour.green, colour.blue]
    }
    #expect(weak.content.bitmap().rgb == wanted)
    story.press(
      .character("w"), .left, .left, .left, .left, .left, .left, .left, .left, .left, .left)
    #expect(story.frame.images[0].source.content.bitmap().rgb == b.rgb)
    for _ in 0..<20 { story.press(.right) }
    #expect(story.frame.images[0].source.content.bitmap().rgb == a.rgb)
  }

  @Test("where the pictures carry them, latents and tokens are compared too")
  func traces() {
    var story = opened(traces: 2)
    story.press(.character(" "), .character(" "), .character("c"))
    #expect(story.screen.contains("% of tokens changed"))
    story.press(.character("]"), .character("d"))
    let bitmap = story.frame.images[0].source.content.bitmap()
    #expect(bitmap.width == 128)
    story.press(.character("]"), .character("c"))
    #expect(story.screen.contains("channel 1"))
    #expect(story.frame.images[0].source.content.bitmap().width == 12)
    story.press(.character("]"))
    #expect(story.state.comparison?.content == .picture)
    story.press(.escape, .right, .character(" "), .character("c"), .character("]"))
    #expect(story.screen.contains("Not all of them carry the latent"))
  }

  @Test("the recipe of the picture in front is taken over from the comparison")
  func taking() {
    var story = opened()
    story.press(.character(" "), .character(" "), .character("c"), .character(" "), .enter)
    #expect(story.state.screen == .explore && story.state.comparison == nil)
    #expect(story.state.drawing.prompt.text == "a red cube on grass")
    #expect(story.state.settings.recipe.seed == 1)
    story.press(.enter)
    story.advance()
    #expect(story.state.drawing.finished?.recipe.seed == 1)
  }

  @Test("a pinned picture is compared with the one that is drawn next")
  func pinning() {
    var story = Story()
    story.press(.escape, .character("b"))
    #expect(story.screen.contains("no finished picture to pin"))
    story.press(.character("v"))
    #expect(story.screen.contains("b pins a picture first"))
    story.press(.character("i"))
    story.type("a red ball")
    story.press(.enter)
    story.advance()
    story.press(.escape, .character("b"))
    #expect(story.screen.contains("Pinned"))
    story.press(.character("i"))
    story.type(" on grass")
    story.press(.enter)
    story.advance()
    story.press(.escape, .character("v"))
    #expect(story.frame.images.count == 2)
    #expect(story.screen.contains("ball +on +grass"))
    #expect(story.screen.contains("% of tokens changed"))
    story.press(.enter)
    #expect(story.screen.contains("in view already"))
    story.press(.escape)
    #expect(story.state.screen == .explore)
    #expect(story.screen.contains("Stages"))
  }
}

@Suite("What differs between recipes")
struct RecipeDifferenceTests {
  @Test("words that are in both are left out, but for those beside a change")
  func words() {
    typealias Word = RecipeDifference.Word
    #expect(
      RecipeDifference.words("one two three four five six", "one two three 4 five six")
        == [
          .same("…"), .same("three"), .removed("four"), .added("4"), .same("five"), .same("…"),
        ])
    #expect(RecipeDifference.words("", "a b") == [.added("a"), .added("b")])
    #expect(RecipeDifference.words("a b", "b") == [.removed("a"), .same("b")])
  }

  @Test("recipes that are the same have no difference")
  func same() {
    let recipe = TestModels.toy.recipe(seed: 1)
    #expect(RecipeDifference(recipe, recipe, facts: TestModels.toy).isEmpty)
    var other = recipe
    other.stageC.guidance += 2
    let difference = RecipeDifference(recipe, other, facts: TestModels.toy)
    #expect(difference.prompt.isEmpty && difference.settings.count == 1)
  }
}

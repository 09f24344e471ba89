import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: selecting in a prompt")
struct SelectionStories {
  private func typed(_ text: String = "a red ball on grass") -> Story {
    var story = Story()
    story.type(text)
    return story
  }

  /// What is shown in reverse.
  private func reversed(_ story: Story) -> String {
    let canvas = story.frame.canvas
    return (0..<canvas.size.height).flatMap { y in
      canvas.row(y).filter { $0.style.attributes.contains(.reverse) }.map(\.text)
    }.joined()
  }

  @Test("Shift and arrows select, what is selected is shown, and what is typed takes its place")
  func replacing() {
    var story = typed()
    story.press(.controlShiftLeft)
    #expect(reversed(story) == "grass")
    story.type("s")
    #expect(story.state.drawing.prompt.text == "a red ball on s")
    #expect(reversed(story).isEmpty)
    story.type("and")
    story.press(.home, .shiftRight, .shiftRight, .shiftRight, .shiftLeft)
    #expect(reversed(story) == "a ")
    story.press(.backspace)
    #expect(story.state.drawing.prompt.text == "red ball on sand")
    story.press(.alt("u"), .alt("u"))
    #expect(story.state.drawing.prompt.text == "a red ball on s")
    story.press(.shiftHome)
    story.apply(.pasted(PlainLine("a star")))
    #expect(story.state.drawing.prompt.text == "a star")
  }

  @Test("an arrow alone goes to the end of what is selected, and leaving the text forgets it")
  func leaving() {
    var story = typed()
    story.press(.shiftLeft, .shiftLeft, .left)
    #expect(story.state.drawing.prompt.cursor == 17)
    #expect(reversed(story).isEmpty)
    story.press(.shiftHome, .right)
    #expect(story.state.drawing.prompt.cursor == 17)
    story.press(.shiftUp)
    #expect(story.state.drawing.prompt.selection == 0..<17, "to the start from the first line")
    story.press(.escape, .character("i"))
    #expect(story.state.drawing.prompt.selection == nil)
  }

  @Test("what is selected weighs more or less, as one piece, key after key")
  func weighing() {
    var story = typed()
    for _ in 0..<9 { story.press(.left) }
    story.press(.controlShiftLeft, .controlShiftLeft, .controlUp)
    #expect(story.state.drawing.prompt.text == "a (red ball:1.1) on grass")
    #expect(reversed(story) == "red ball")
    story.press(.controlUp)
    #expect(story.state.drawing.prompt.text == "a (red ball:1.2) on grass")
    story.press(.controlDown, .controlDown)
    #expect(story.state.drawing.prompt.text == "a red ball on grass")
    #expect(reversed(story) == "red ball")
    story.press(.controlDown)
    #expect(story.state.drawing.prompt.text == "a (red ball:0.9) on grass")
    story.press(.home, .shiftRight, .shiftRight, .shiftRight, .controlUp)
    #expect(story.screen.contains("This is no piece that could weigh more"))
  }

  @Test("it is cut and copied, and brought back")
  func cutting() {
    var story = typed()
    story.press(.controlShiftLeft, .control("w"))
    #expect(story.state.drawing.prompt.text == "a red ball on ")
    story.press(.control("y"), .shiftHome, .alt("w"))
    #expect(story.effects.last == .program(.copy("a red ball on grass")))
    #expect(story.screen.contains("Copied: Ctrl-Y brings it back"))
    story.press(.end, .control("y"))
    #expect(story.state.drawing.prompt.text == "a red ball on grassa red ball on grass")
  }

  @Test("a click puts the cursor into the text, and dragging selects")
  func dragging() throws {
    var story = typed()
    story.press(.escape)
    let start = try #require(story.frame.place(of: "red"))
    story.apply(.mouse(MouseEvent(.press, column: start.x, row: start.y)))
    #expect(story.state.drawing.prompt.cursor == 2)
    story.apply(.mouse(MouseEvent(.drag, column: start.x + 8, row: start.y)))
    #expect(reversed(story) == "red ball")
    story.apply(.mouse(MouseEvent(.release, column: start.x + 8, row: start.y)))
    story.apply(.mouse(MouseEvent(.drag, column: start.x, row: start.y)))
    #expect(reversed(story) == "red ball")
    story.type("cube")
    #expect(story.state.drawing.prompt.text == "a cube on grass")
  }

  @Test("where Shift means nothing the arrow is as without it")
  func elsewhere() {
    var story = typed()
    story.choose(.count)
    story.press(.shiftRight)
    #expect(story.state.settings.recipe.count == 2)
  }
}

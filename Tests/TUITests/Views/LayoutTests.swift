import Terminal
import Testing
import wurst

@Suite("Layout")
struct LayoutTests {
  @Test("all parts lie on the screen, none over another, images above the last two rows")
  func properties() {
    for width in 60...300 {
      for height in 20...100 {
        let layout = Layout(Size(width: width, height: height))
        let screen = Rect(x: 0, y: 0, width: width, height: height)
        let parts = [
          layout.header, layout.prompt, layout.negative, layout.settings, layout.stages,
          layout.caption, layout.image, layout.message, layout.footer,
        ]
        for (index, part) in parts.enumerated() {
          guard screen.contains(part), !part.isEmpty else {
            Issue.record("part \(index) of \(width)×\(height) is \(part)")
            return
          }
          for other in parts[(index + 1)...] where !part.intersection(other).isEmpty {
            Issue.record("\(part) and \(other) overlap at \(width)×\(height)")
            return
          }
        }
        let framed = layout.controls.inset(horizontally: 1, vertically: 1)
        guard
          [layout.prompt, layout.negative, layout.settings, layout.stages].allSatisfy(
            framed.contains),
          layout.preview.inset(horizontally: 1, vertically: 1).contains(layout.image),
          layout.image.maxY <= height - 2, layout.stages.height >= 4,
          layout.image.width >= 26, layout.image.height >= 14
        else {
          Issue.record("\(layout) at \(width)×\(height)")
          return
        }
      }
    }
  }

  @Test("every size of screen can be drawn, in every state", arguments: 0..<16)
  func anySize(kind: Int) {
    for width in stride(from: 1, through: 300, by: 23) {
      for height in stride(from: 1, through: 100, by: 9) {
        let shelf = ScriptedShelf(kind < 10 ? [] : ScriptedCatalogue.pictures(40))
        var story = Story(shelf: shelf, size: Size(width: width, height: height))
        // The keys work only where there is room; the state is made at a size that has it.
        story.state.size = Size(width: 100, height: 30)
        story.apply(
          .pasted(PlainLine("a red 日本 ball " + String(repeating: "on grass ", count: 30))))
        switch kind {
        case 1: story.press(.enter)
        case 2:
          story.press(.enter)
          story.advance()
        case 3: story.press(.escape, .character("?"))
        case 4:
          story.press(.enter)
          story.advance()
          story.press(.escape, .character("s"), .character("2"))
        case 5: story.press(.tab, .tab, .character("7"))
        case 6: story.press(.function(3), .up)
        case 7: story.press(.function(4), .down)
        case 8:
          story.press(.function(4), .down, .enter)
          story.press(.down, .enter)
        case 10: story.press(.function(2), .character("."))
        case 11: story.press(.function(2), .end, .character("i"))
        case 12:
          story.press(.function(2), .character("/"))
          story.type("colour:red and much more that has to be typed before it is understood")
        case 14:
          story.press(.function(2), .character(" "), .character(" "), .character(" "))
          story.press(.character(" "), .character("c"))
        case 15:
          story.press(.enter)
          story.advance()
          story.press(.enter)
          story.advance()
          story.press(.altLeft)
        case 13: story.press(.function(2), .character("t"), .character("y"))
        case 9: story.apply(.run(1, .keepFailed(String(repeating: "a long reason ", count: 60))))
        default: break
        }
        story.apply(.resized(Size(width: width, height: height)))
        let frame = story.frame
        #expect(frame.canvas.size == Size(width: width, height: height))
        if let cursor = frame.cursor { #expect(frame.canvas.bounds.contains(cursor)) }
        for (index, image) in frame.images.enumerated() {
          #expect(image.pane.maxY < height && image.pane.maxX <= width)
          #expect(
            frame.images[(index + 1)...].allSatisfy {
              $0.pane.intersection(image.pane).isEmpty && $0.slot != image.slot
            })
        }
      }
    }
  }
}

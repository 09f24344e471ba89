import Terminal
import Testing
import wurst

@Suite("Layout")
struct LayoutTests {
  @Test("all parts lie on the screen, none over another, images above the last two rows")
  func properties() {
    for width in 60...300 {
      for height in 20...100 {
        let layout = Layout(
          Size(width: width, height: height), showsSides: (width + height).isMultiple(of: 2))
        let screen = Rect(x: 0, y: 0, width: width, height: height)
        let parts =
          [
            layout.header, layout.prompt, layout.negative, layout.settings, layout.stages,
            layout.caption, layout.image, layout.message, layout.footer,
          ] + layout.sides
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
          layout.image.width >= 26, layout.image.height >= 14,
          layout.sides.allSatisfy({
            layout.preview.inset(horizontally: 1, vertically: 1).contains($0) && $0.width >= 16
              && $0.height >= 7 && $0.maxY <= height - 2
          }),
          // All of the width and all of the height.
          layout.controls.x == 0, layout.controls.maxX == layout.preview.x,
          layout.preview.maxX == width, layout.header.width == width,
          layout.controls.height == height - 3, layout.preview.height == height - 3,
          (layout.sides.map(\.maxX) + [layout.image.maxX]).max() == width - 1
        else {
          Issue.record("\(layout) at \(width)×\(height)")
          return
        }
      }
    }
  }

  @Test("long texts take up to half of the column, and leave the others their places")
  func longTexts() {
    for width in stride(from: 60, through: 300, by: 7) {
      for height in 20...100 {
        let size = Size(width: width, height: height)
        let short = Layout(size)
        let layout = Layout(size, lines: .init(prompt: 100, negative: 100))
        let parts = [layout.prompt, layout.negative, layout.settings, layout.stages]
        let half = layout.controls.height / 2
        guard layout.prompt.height <= max(half, short.prompt.height),
          layout.prompt.height > short.prompt.height || short.prompt.height >= half,
          layout.settings.height >= 3, layout.stages.height >= 4,
          zip(parts, parts.dropFirst()).allSatisfy({ $0.maxY + 1 == $1.y }),
          parts.allSatisfy(layout.controls.contains), layout.image == short.image
        else {
          Issue.record("\(layout) at \(size)")
          return
        }
      }
    }
  }

  @Test("a picture keeps the room for a square where the other views stand beside it")
  func sides() {
    for width in Layout.widthForSides...300 {
      for height in 20...100 {
        let size = Size(width: width, height: height)
        let (alone, beside) = (Layout(size), Layout(size, showsSides: true))
        guard beside.sides.count == 2 else {
          Issue.record("\(beside.sides) at \(size)")
          return
        }
        // A cell is about twice as high as wide.
        func square(_ layout: Layout) -> Int { min(layout.image.width, layout.image.height * 2) }
        guard square(beside) * 4 >= square(alone) * 3 else {
          Issue.record("\(square(beside)) of \(square(alone)) at \(size)")
          return
        }
      }
    }
  }

  @Test("a screen of any size from 20×5 on is drawn, too small a one with what it needs")
  func smallSizes() {
    for width in 20...70 {
      for height in 5...24 {
        let size = Size(width: width, height: height)
        let frame = Story(size: size).frame
        #expect(frame.canvas.size == size)
        #expect(frame.images.isEmpty)
        #expect(frame.canvas.text.contains("wurst needs") == size.isTooSmall)
      }
    }
  }

  @Test("every size of screen can be drawn, in every state", arguments: 0..<20)
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
          story.press(.escape, .character("s"), .character("g"))
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
        case 16: story.press(.escape, .character(":"))
        case 17:
          story.press(.escape, .character(":"))
          story.type("set guidance much more than there is room for on any screen that is small")
        case 18: story.press(.escape, .function(9), .down, .down)
        case 19:
          story.press(.enter)
          story.advance()
          story.press(.escape, .character("z"), .character("+"))
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

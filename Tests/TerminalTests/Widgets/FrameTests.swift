import Render
import Terminal
import Testing

@Suite("Frames")
struct FrameTests {
  @Test("what was marked last is on top, and nothing is outside the screen")
  func regions() {
    var frame = Frame<String>(Size(width: 10, height: 4))
    frame.mark(Rect(x: -2, y: 0, width: 8, height: 4), as: "left")
    frame.mark(Rect(x: 4, y: 1, width: 20, height: 1), as: "line")
    frame.mark(Rect(x: 12, y: 0, width: 3, height: 3), as: "outside")
    frame.mark(Rect(x: 0, y: 0, width: 0, height: 3), as: "empty")
    #expect(frame.id(at: Point(x: 3, y: 1)) == "left")
    #expect(frame.id(at: Point(x: 5, y: 1)) == "line")
    #expect(frame.id(at: Point(x: 5, y: 2)) == "left")
    #expect(frame.id(at: Point(x: 7, y: 0)) == nil)
    #expect(frame.id(at: Point(x: -1, y: 0)) == nil)
    #expect(frame.regions.map(\.id) == ["left", "line"])
    #expect(frame.regions.allSatisfy { frame.canvas.bounds.contains($0.area) })
  }

  private struct Nothing: ImageContent {
    let kind = ImagePlacement.Content.photo
    func bitmap() -> Bitmap { Bitmap(width: 1, height: 1, rgb: [0, 0, 0]) }
  }

  @Test("a window is cleared and framed, has its title and hint, and leaves a hole in images")
  func windows() {
    var frame = Frame<String>(Size(width: 24, height: 7))
    frame.canvas.fill(frame.canvas.bounds, with: .reserved)
    frame.cursor = Point(x: 1, y: 1)
    let source = ImageSource(key: ImageKey(series: 0, version: 1, variant: 0), content: Nothing())
    frame.images = [PlacedImage(source, in: frame.canvas.bounds, of: ImageSlot(0), isLive: false)]
    frame.mark(frame.canvas.bounds, as: "screen")
    let inner = Window("Keys", rows: 2, hint: "q closes").open(on: &frame, as: "window")
    frame.canvas.write("inside", at: Point(x: inner.x, y: inner.y), .text, in: inner)
    #expect(
      frame.canvas.text == """
        ························
        ··╭─ Keys ───────────╮··
        ··│ inside           │··
        ··│                  │··
        ··╰─────── q closes ─╯··
        ························
        ························
        """)
    #expect(frame.images.map(\.hole) == [Rect(x: 2, y: 1, width: 20, height: 4)])
    #expect(frame.cursor == nil)
    frame.cover(Rect(x: 0, y: 5, width: 24, height: 2))
    #expect(frame.images.map(\.hole) == [Rect(x: 0, y: 1, width: 24, height: 6)])
    frame.cover(frame.canvas.bounds)
    #expect(frame.images.isEmpty, "nothing of it is seen")
    #expect(frame.id(at: Point(x: 2, y: 1)) == "window")
    #expect(frame.id(at: Point(x: 1, y: 1)) == "screen")
  }

  @Test("the contents of a window lie in its frame and have the promised room, at every size")
  func windowSizes() {
    for width in [0, 1, 3, 5, 20, 60, 88, 89, 300] {
      for height in [0, 1, 2, 4, 5, 24, 100] {
        let size = Size(width: width, height: height)
        let room = Window.room(on: size)
        for rows in [0, 1, 10, 1000] {
          var frame = Frame<Int>(size)
          let inner = Window("title", rows: rows, hint: "hint").open(on: &frame, as: 0)
          #expect(inner.isEmpty || frame.canvas.bounds.contains(inner))
          #expect(inner.size == Size(width: room.width, height: min(rows, room.height)))
        }
      }
    }
  }
}

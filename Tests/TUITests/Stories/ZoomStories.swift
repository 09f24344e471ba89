import Engine
import Recipes
import Render
import Terminal
import Testing
import wurst

@Suite("The picture over the whole screen, and the views beside each other")
struct ZoomStories {
  private func finished(_ size: Size = Size(width: 100, height: 30)) -> Story {
    var story = Story(size: size)
    story.type("a red ball on grass under a blue sky")
    story.press(.enter)
    story.advance()
    story.showLargePicture()
    story.press(.escape)
    return story
  }

  @Test("z shows the picture alone, and z or Escape goes back")
  func toggle() {
    var story = finished()
    let before = story.screen
    story.press(.character("z"))
    #expect(!story.screen.contains("Prompt"))
    #expect(story.frame.images.map(\.pane) == [Rect(x: 0, y: 0, width: 100, height: 28)])
    story.press(.character("z"))
    #expect(story.screen == before)
    story.press(.character("z"), .escape)
    #expect(story.screen == before)
  }

  @Test("there is nothing to zoom before there is a picture, and that is said")
  func nothing() {
    var story = Story()
    story.press(.escape, .character("z"))
    #expect(story.state.zoom == nil)
    #expect(story.screen.contains("There is no picture yet"))
  }

  @Test(
    "each step is the next whole multiple of the pixels, and as many as there is room for are seen")
  func multiples() throws {
    var story = finished()
    story.apply(
      .room(
        ImageRoom(
          mode: .sixel(colours: 256), cell: PixelSize(width: 8, height: 16),
          maximum: PixelSize(width: 1000, height: 1000), screenRows: 30)))
    story.press(.character("z"))
    var last = 0
    for _ in 0..<30 {
      story.press(.character("+"))
      let (source, whole, view) = try #require(story.state.zoomedImage)
      let times = try #require(view.scale?.times)
      #expect(times >= last)
      last = times
      #expect(view.size.width * times <= 800 && view.size.height * times <= 444)
      #expect(view.x + view.size.width <= whole.size.width)
      #expect(view.size.width >= 4 && view.size.height >= 4)
      let bitmap = source.content.bitmap()
      #expect(bitmap.size == view.size)
      #expect(source.content.kind == .exact(times: times))
    }
    for _ in 0..<40 { story.press(.character("-")) }
    #expect(story.state.zoomedImage?.view.scale == nil)
  }

  @Test("arrows move what is seen by whole pixels, to the edges and back")
  func panning() throws {
    var story = finished()
    story.press(.character("z"), .character("+"), .character("+"), .character("+"))
    let first = try #require(story.state.zoomedImage?.view)
    for _ in 0..<300 { story.press(.right, .down) }
    let (_, whole, corner) = try #require(story.state.zoomedImage)
    #expect(corner.x + corner.size.width == whole.size.width)
    #expect(corner.y + corner.size.height == whole.size.height)
    story.press(.left)
    let step = try #require(story.state.zoomedImage?.view)
    #expect(step.x < corner.x, "the edge is left with the first key")
    for _ in 0..<300 { story.press(.left, .up) }
    #expect(story.state.zoomedImage?.view.x == 0 && story.state.zoomedImage?.view.y == 0)
    story.press(.home)
    #expect(story.state.zoomedImage?.view.scale == nil && first.scale != nil)
  }

  @Test("between all of a large picture and its own pixels there are steps of whole pixels")
  func largePicture() throws {
    var story = finished()
    var rgb = [UInt8](repeating: 9, count: 3 * 1000 * 900)
    for index in 0..<1000 * 900 {
      rgb[3 * index] = UInt8(index % 1000 / 4)
      rgb[3 * index + 1] = UInt8(index / 1000 % 256)
    }
    story.state.drawing.preview.note(.picture(Picture(width: 1000, height: 900, rgb: rgb)))
    story.apply(
      .room(
        ImageRoom(
          mode: .sixel(colours: 256), cell: PixelSize(width: 4, height: 8),
          maximum: PixelSize(width: 1000, height: 1000), screenRows: 30)))
    story.press(.character("z"))
    for joined in [4, 3, 2, 1] {
      story.press(.character("+"))
      let (source, whole, view) = try #require(story.state.zoomedImage)
      #expect(view.scale?.times == 1 && view.scale?.joined == joined)
      let bitmap = source.content.bitmap()
      #expect(
        bitmap.width == view.size.width / joined && bitmap.height == view.size.height / joined)
      #expect(bitmap.width <= 400 && bitmap.height <= 224)
      let all = whole.bitmap()
      func mean(_ x: Int, _ y: Int, _ part: Int) -> Int {
        let sum = (0..<joined * joined).reduce(0) { sum, index in
          let (column, row) = (
            view.x + x * joined + index % joined, view.y + y * joined + index / joined
          )
          return sum + Int(all.rgb[3 * (row * 1000 + column) + part])
        }
        return (sum + joined * joined / 2) / (joined * joined)
      }
      for (x, y) in [(0, 0), (bitmap.width - 1, bitmap.height - 1), (7, 5)] {
        for part in 0..<3 {
          #expect(Int(bitmap.rgb[3 * (y * bitmap.width + x) + part]) == mean(x, y, part))
        }
      }
    }
    #expect(story.screen.contains("1000×900, pixel for pixel"))
    story.press(.character("-"))
    #expect(story.screen.contains("1000×900, 1/2 of its size"))
  }

  @Test("in the gallery the picture that is chosen is shown, and arrows go to the next")
  func gallery() {
    var story = Story(shelf: ScriptedShelf(ScriptedCatalogue.pictures(4)))
    story.press(.function(2), .character("z"))
    #expect(story.state.zoom != nil)
    #expect(story.effects.contains { if case .gallery(.readPicture) = $0 { true } else { false } })
    story.press(.right)
    #expect(story.state.gallery.selection == 1)
    story.press(.escape)
    #expect(story.state.screen == .gallery && story.state.zoom == nil)
  }

  @Test("on a wide screen all three views stand beside each other, and w switches that")
  func sides() {
    var story = finished(Size(width: 160, height: 50))
    #expect(story.frame.images.count == 3)
    #expect(story.screen.contains("Latent 12×12") && story.screen.contains("Tokens 128×128"))
    story.press(.character("w"))
    #expect(story.frame.images.count == 1)
    story.press(.character("w"), .character("["))
    #expect(story.state.drawing.preview.tab == .tokens)
    let frame = story.frame
    #expect(frame.images.count == 3)
    #expect(frame.regions.contains { $0.id == .tab(.picture) && $0.area.height > 5 })
    story = finished()
    story.press(.character("w"))
    #expect(story.screen.contains("from 160 columns on"))
  }

  @Test("a window leaves the rest of the picture where it is")
  func windows() throws {
    var story = finished(Size(width: 160, height: 50))
    let pane = try #require(story.frame.images.first { $0.slot == .picture }?.pane)
    story.press(.character(":"))
    let covered = try #require(story.frame.images.first { $0.slot == .picture })
    #expect(covered.pane == pane)
    let hole = try #require(covered.hole)
    #expect(pane.contains(hole) && hole != pane)
    #expect(story.frame.canvas[hole.x, hole.y].isReserved == false)
    story.press(.escape)
    #expect(story.frame.images.allSatisfy { $0.hole == nil })
  }
}

import Recipes
import Terminal
import TestSupport
import Testing
import wurst

@Suite("A window that is resized")
struct ResizingTests {
  /// Keys that lead all over the program, the text of a path or a search among them.
  private static let keys: [Key] =
    [
      .escape, .enter, .tab, .backTab, .up, .down, .left, .right, .home, .end, .pageDown,
      .backspace,
      .function(1), .function(2), .function(3), .function(4), .function(5), .function(8),
      .function(9), .shiftLeft, .altLeft, .alt("x"), .control("r"), .control("s"),
    ] + "bcdefgimntuvwxz+-/[]? :1".map(Key.character)

  @Test(
    "200 sizes in a row leave no part over another and no image beside its place", arguments: 0..<4)
  func sizes(seed: Int) {
    var random = SeededNumbers(UInt64(seed))
    var story = Story(shelf: ScriptedShelf(ScriptedCatalogue.pictures(12)))
    story.type("a red ball on grass")
    story.press(.enter)
    story.advance()
    for number in 0..<200 {
      for _ in 0..<3 { story.press(Self.keys.randomElement(using: &random) ?? .escape) }
      if number.isMultiple(of: 3) { story.advance(2) }
      let size = Size(
        width: .random(in: 20...300, using: &random), height: .random(in: 5...100, using: &random))
      story.apply(.resized(size))
      let frame = story.frame
      #expect(frame.canvas.size == size)
      #expect(frame.cursor.map(frame.canvas.bounds.contains) ?? true, "\(number): \(size)")
      #expect(frame.images.isEmpty || !size.isTooSmall)
      for (index, image) in frame.images.enumerated() {
        let others = frame.images[(index + 1)...]
        #expect(
          frame.canvas.bounds.contains(image.pane) && image.pane.maxY < size.height
            && others.allSatisfy { $0.pane.intersection(image.pane).isEmpty },
          "\(number): \(image.pane) at \(size)")
        let isFree = (image.pane.y..<image.pane.maxY).allSatisfy { y in
          let row = Array(frame.canvas.row(y))
          return (image.pane.x..<image.pane.maxX).allSatisfy { x in
            row[x] == .reserved || image.hole?.contains(Point(x: x, y: y)) ?? false
          }
        }
        #expect(isFree, "\(number): text over \(image.pane) at \(size)")
      }
    }
  }
}

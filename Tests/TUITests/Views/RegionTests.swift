import Files
import Recipes
import Terminal
import Testing
import wurst

@Suite("What stands where")
struct RegionTests {
  private static let sizes = stride(from: 60, through: 160, by: 20).flatMap { width in
    [20, 21, 24, 30, 37, 50].map { Size(width: width, height: $0) }
  }

  /// The cells that show `text`, in the rows from `top`.
  private func cells(of text: String, in frame: Frame<Part>, from top: Int = 0) throws -> [Point] {
    let wanted = text.map(String.init)
    for y in top..<frame.canvas.size.height {
      let row = frame.canvas.row(y).map(\.text)
      guard let x = row.firstRange(of: wanted)?.lowerBound else { continue }
      return wanted.indices.map { Point(x: x + $0, y: y) }
    }
    Issue.record("\(text) is not on the screen")
    return []
  }

  private func expect(_ part: Part, under text: String, in frame: Frame<Part>) throws {
    for cell in try cells(of: text, in: frame) {
      #expect(frame.id(at: cell) == part, "\(text) at \(frame.canvas.size)")
    }
  }

  @Test("the title of a screen or of a tab is that screen or tab", arguments: sizes)
  func titles(size: Size) throws {
    var story = Story(size: size)
    try expect(.screen(.explore), under: "1 Explore", in: story.frame)
    try expect(.screen(.gallery), under: "2 Gallery", in: story.frame)
    try expect(.tab(.latent), under: "Latent", in: story.frame)
    try expect(.tab(.tokens), under: "Tokens", in: story.frame)
    try expect(.tab(.picture), under: "Image", in: story.frame)
    story.press(.function(4))
    story.type("cat")
    story.press(.enter)
    let frame = story.frame
    try expect(.tab(.input), under: "Input", in: frame)
    try expect(.tab(.latent), under: "Latent", in: frame)
    #expect(frame.images.count == 1)
    #expect(frame.images.allSatisfy { frame.id(at: Point(x: $0.pane.x, y: $0.pane.y)) == .picture })
  }

  @Test("the prompts are where they are written", arguments: sizes)
  func prompts(size: Size) throws {
    var story = Story(size: size)
    story.type("a red ball")
    try expect(.prompt, under: "a red ball", in: story.frame)
    try expect(.negative, under: "nothing to avoid", in: story.frame)
  }

  @Test("each setting is where its value stands, wherever the list is scrolled", arguments: sizes)
  func settings(size: Size) throws {
    // Those whose values have room in the narrowest column.
    let settings: [Setting] = [
      .seed, .seedB, .width, .height, .stepsC, .guidedPart, .stepsB, .temperatureFrom,
      .temperatureTo, .precision,
    ]
    var story = Story(size: size)
    for setting in settings {
      story.choose(setting)
      try expect(.setting(setting), under: "‹ ", in: story.frame)
    }
    try expect(.setting(.precision), under: "Precision", in: story.frame)
  }

  @Test("each row of the gallery is its picture, however far it is scrolled", arguments: sizes)
  func gallery(size: Size) throws {
    let pictures = (0..<30).map { number in
      var recipe = TestModels.toy.recipe(seed: 1)
      recipe.prompt = "picture \(10 + number)"
      return ScriptedCatalogue.item(
        Int64(number), Path("~/gallery/\(number).png"), recipe, hoursAgo: number)
    }
    var story = Story(shelf: ScriptedShelf(pictures), size: size)
    story.press(.function(2), .character("t"))
    for step in pictures.indices {
      let frame = story.frame
      let seen = frame.regions.compactMap { region -> Int? in
        if case .kept(let index) = region.id { index } else { nil }
      }
      #expect(seen.contains(step))
      #expect(seen.count < pictures.count)
      for index in seen { try expect(.kept(index), under: "picture \(10 + index)", in: frame) }
      let mark = try cells(of: "▸", in: frame)
      #expect(mark.first.flatMap(frame.id) == .kept(step))
      story.press(.down)
    }
  }

  @Test("a window covers what lies under it, and its rows are on top of it", arguments: sizes)
  func windows(size: Size) throws {
    var story = Story(size: size)
    story.press(.function(3), .up)
    var frame = story.frame
    try expect(.window, under: "─ Models ─", in: frame)
    let mark = try cells(of: "▸", in: frame)
    #expect(mark.first.flatMap(frame.id) == .model(1))
    try expect(.screen(.gallery), under: "2 Gallery", in: frame)

    story.press(.escape, .function(4))
    story.type("ca")
    frame = story.frame
    try expect(.candidate(0), under: "▸ cat.png", in: frame)
    try expect(.candidate(1), under: "cave.jpg", in: frame)
    try expect(.window, under: "/pictures/ca", in: frame)

    story.press(.escape, .escape, .character("?"))
    frame = story.frame
    #expect(frame.id(at: Point(x: size.width / 2, y: size.height / 2)) == .window)
  }
}

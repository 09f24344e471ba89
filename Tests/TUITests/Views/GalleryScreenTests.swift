import Gallery
import Recipes
import Terminal
import Testing
import wurst

/// The gallery's screens as text; `WURST_RECORD=1 swift test` writes them anew.
@Suite("Screens of the gallery")
struct GalleryScreenTests {
  private static let sizes = [
    Size(width: 60, height: 20), Size(width: 80, height: 24), Size(width: 100, height: 30),
    Size(width: 160, height: 50),
  ]

  private func name(_ screen: String, _ size: Size) -> String {
    "gallery-\(screen)-\(size.width)x\(size.height)"
  }

  private func opened(_ size: Size) -> Story {
    var recipe = TestModels.toy.recipe(seed: 1)
    recipe.negative = "blurred, dark"
    let items = ScriptedCatalogue.pictures(1200, recipe) { item, index in
      switch index {
      case 1: item.judgement = Judgement(isFavourite: true, rating: 4, tags: ["keep", "sky"])
      case 3:
        item.metadata = nil
        item.problem = "it is damaged or no PNG: it ends early"
      case 5: item.judgement = Judgement(rating: 2, note: "a little too dark for the wall")
      default: break
      }
    }
    var story = Story(shelf: ScriptedShelf(items), size: size)
    story.press(.function(2))
    return story
  }

  @Test("small pictures, some of them marked", arguments: sizes)
  func grid(size: Size) throws {
    var story = opened(size)
    story.press(.character(" "), .right, .character(" "), .left, .left)
    try expectSnapshot(story.screen, name("grid", size))
  }

  @Test("small pictures in groups", arguments: sizes)
  func groups(size: Size) throws {
    var story = opened(size)
    story.press(.character("."), .pageDown, .pageDown)
    try expectSnapshot(story.screen, name("groups", size))
  }

  @Test("a list with a range in it", arguments: sizes)
  func list(size: Size) throws {
    var story = opened(size)
    story.press(.character("t"), .character("v"), .down, .down, .down)
    try expectSnapshot(story.screen, name("list", size))
  }

  @Test("all that is known of a picture", arguments: sizes)
  func detail(size: Size) throws {
    var story = opened(size)
    story.press(.right, .character("i"))
    try expectSnapshot(story.screen, name("detail", size))
  }

  @Test("a search that cannot be understood", arguments: sizes)
  func search(size: Size) throws {
    var story = opened(size)
    story.press(.character("/"))
    story.apply(.pasted(PlainLine("picture colour:red")))
    try expectSnapshot(story.screen, name("search", size))
  }

  @Test("what can be copied", arguments: sizes)
  func copying(size: Size) throws {
    var story = opened(size)
    story.press(.character("y"))
    try expectSnapshot(story.screen, name("copy", size))
  }

  @Test("two pictures against each other", arguments: sizes)
  func comparing(size: Size) throws {
    var story = opened(size)
    story.press(.character(" "), .character(" "), .character("c"))
    try expectSnapshot(story.screen, name("compare", size))
  }

  @Test("the trash", arguments: sizes)
  func trash(size: Size) throws {
    var story = opened(size)
    story.press(.character("d"), .character("d"), .character("["), .character("E"))
    try expectSnapshot(story.screen, name("trash", size))
  }
}

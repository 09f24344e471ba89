import Files
import Gallery
import Recipes
import Render
import Terminal
import Testing
import wurst

@Suite("Stories: the gallery's views")
struct GalleryGridStories {
  private func opened(
    _ count: Int, size: Size = Size(width: 100, height: 30),
    change: (inout GalleryItem, Int) -> Void = { _, _ in }
  ) -> Story {
    let shelf = ScriptedShelf(ScriptedCatalogue.pictures(count, change: change))
    var story = Story(shelf: shelf, size: size)
    story.press(.function(2))
    return story
  }

  @Test("small pictures come in rows, each in a place of its own, and t makes a list of them")
  func views() {
    var story = opened(40)
    let panes = story.frame.images.map(\.pane)
    #expect(panes.count > 6)
    #expect(panes.allSatisfy { $0.width >= 8 && $0.height >= 4 })
    #expect(Set(story.frame.images.map(\.slot)).count == panes.count)
    story.press(.character("t"))
    #expect(story.frame.images.count == 1)
    #expect(story.screen.contains("▸ picture 0"))
    story.press(.character("t"))
    #expect(story.frame.images.map(\.pane) == panes)
  }

  @Test("terminals keep few pictures with pixels, and any number of those in characters")
  func limits() {
    for width in stride(from: 60, through: 300, by: 30) {
      for height in stride(from: 20, through: 100, by: 10) {
        var story = opened(200, size: Size(width: width, height: height))
        #expect(1...15 ~= story.frame.images.count)
        story.apply(.graphics(isOff: false, isCoarse: true, "in blocks"))
        #expect(story.frame.images.count >= 6)
        #expect(story.frame.images.allSatisfy { $0.pane.width >= 8 && $0.pane.height >= 4 })
      }
    }
  }

  @Test("where the terminal shows no pictures, the gallery is a list")
  func withoutPictures() {
    var story = Story(shelf: ScriptedShelf(ScriptedCatalogue.pictures(3)))
    story.apply(.graphics(isOff: true, isCoarse: false, "this terminal shows no pictures"))
    story.press(.function(2))
    #expect(story.screen.contains("▸ picture 0") && story.frame.images.isEmpty)
  }

  @Test("arrows go along the rows and between them, and keep the column")
  func arrows() throws {
    var story = opened(40)
    let columns = Set(story.frame.images.map(\.pane.x)).count
    story.press(.right, .right, .down)
    #expect(story.state.gallery.selection == columns + 2)
    story.press(.up, .left)
    #expect(story.state.gallery.selection == 1)
    story.press(.end)
    #expect(story.state.gallery.selection == 39)
    story.press(.home, .pageDown)
    let rows = Set(story.frame.images.map(\.pane.y)).count
    #expect(story.state.gallery.selection == rows * columns)
  }

  @Test("a group begins a row of its own under its title, and the first row says what it is of")
  func groups() {
    var story = opened(60)
    story.press(.character("."))
    #expect(story.screen.contains("days together"))
    #expect(story.screen.contains("2026-11-22"))
    let start = story.state.gallery.listing.groups[1].start
    while story.state.gallery.selection < start { story.press(.right) }
    story.press(.down)
    #expect(story.screen.contains("2026-11-21"))
    story.press(.up)
    #expect(story.state.gallery.selection == start)
    story.press(.end)
    #expect(story.screen.contains("2026-11-20"))
    story.press(.character("."), .character("."), .character("."))
    #expect(story.state.gallery.listing.groups.isEmpty)
  }

  @Test("the order is changed by a key, which says what it is")
  func orders() {
    var story = opened(20) { item, index in item.judgement.rating = index % 6 }
    story.press(.character(","))
    #expect(story.screen.contains("Oldest first"))
    #expect(story.state.gallery.listing.ids.first == 20)
    // The selection stays on its picture.
    #expect(story.state.gallery.selectedID == 1)
    story.press(.character(","))
    #expect(story.screen.contains("Best first"))
    story.press(.character(","), .character(","), .character(","))
    #expect(story.state.gallery.search.order == .similarity(to: 1))
    story.press(.character(","))
    #expect(story.state.gallery.search.order == .newest)
  }

  @Test("of many pictures only those around what is seen are read")
  func many() {
    let recipe = TestModels.toy.recipe(seed: 1)
    let items = ScriptedCatalogue.pictures(1200, recipe)
    let shelf = ScriptedShelf(items)
    var story = Story(shelf: shelf)
    story.press(.function(2))
    #expect(story.screen.contains("1/1,200"))
    let asked = shelf.catalogue.askedItems
    #expect(asked < 100)
    story.press(.end)
    #expect(story.screen.contains("1,200/1,200"))
    #expect(shelf.catalogue.askedItems < asked + 100)
    #expect(story.frame.images.count > 6)
    for _ in 0..<40 { story.press(.pageUp) }
    #expect(shelf.catalogue.askedItems < 1200)
    #expect(story.screen.contains("┃"))
  }

  @Test("what is not read yet is empty, and comes when it is there")
  func slow() {
    var story = Story()
    story.state.screen = .gallery
    story.apply(.gallery(.listed(GallerySearch(), GalleryListing(ids: [7, 8, 9], total: 3))))
    #expect(story.frame.images.isEmpty)
    #expect(story.screen.contains("1/3"))
    let items = ScriptedCatalogue.pictures(3).enumerated().map { index, item in
      var own = item
      own.id = Int64(7 + index)
      return own
    }
    story.apply(.gallery(.items(asked: [7, 8, 9], items)))
    #expect(story.screen.contains("picture 0"))
    #expect(story.frame.images.count == 3)
  }

  @Test("a small picture stays what it is while others are marked and judged")
  func steady() {
    var story = opened(12)
    let before = story.frame.images.map(\.source.key)
    story.press(.right, .character(" "), .character("*"), .down)
    #expect(story.frame.images.map(\.source.key) == before)
  }

  @Test("kept pictures, runs and the trash are places that keys lead to")
  func places() {
    let shelf = ScriptedShelf(
      ScriptedCatalogue(
        ScriptedCatalogue.pictures(2),
        runs: [ScriptedCatalogue.item(9, "/runs/9.png", TestModels.toy.recipe(seed: 9))]))
    var story = Story(shelf: shelf)
    story.press(.function(2), .character("]"))
    #expect(story.state.gallery.search.place == .runs)
    #expect(story.screen.contains("1/1"))
    story.press(.character("s"))
    #expect(story.screen.contains("1 kept"))
    #expect(shelf.catalogue.pictures().count == 3)
    story.press(.character("]"))
    #expect(story.screen.contains("The trash is empty"))
    story.press(.character("["), .character("["))
    #expect(story.screen.contains("1/3"))
    story.press(.character("s"))
    #expect(story.screen.contains("kept already"))
  }

  @Test("the details say everything, scroll, and leave the settings alone")
  func details() {
    var story = opened(30, size: Size(width: 80, height: 24)) { item, index in
      item.judgement = Judgement(
        isFavourite: true, rating: 4, tags: ["keep", "sky"], note: "for the wall")
    }
    let settings = story.state.settings.recipe
    story.press(.right, .character("i"))
    #expect(story.screen.contains("picture 1"))
    #expect(story.frame.images.count == 1)
    var seen = story.screen
    for _ in 0..<6 {
      story.press(.pageDown)
      seen += story.screen
    }
    for words in [
      "Negative prompt", "for the wall", "★★★★ 4 of 5", "keep, sky", "Seed", "412.0 kB", "512×512",
      "00aa11bb", "wurst 1.0", "Came from", "picture 2", "Came of it", "picture 0", "2026-11-22",
    ] where words != "Negative prompt" || settings.negative != "" {
      #expect(seen.contains(words), "\(words)")
    }
    #expect(story.state.settings.recipe == settings)
    story.press(.right)
    #expect(story.state.gallery.selection == 2)
    #expect(story.state.gallery.detail == 0)
    story.press(.escape)
    #expect(story.state.gallery.detail == nil && story.state.screen == .gallery)
    story.press(.escape)
    #expect(story.state.screen == .explore)
  }

  @Test("the digits give stars in the gallery, so that its title says which keys change the screen")
  func digits() {
    var story = opened(2)
    #expect(story.screen.contains("F1 Explore") && story.screen.contains("F2 Gallery"))
    story.press(.character("1"))
    #expect(story.state.screen == .gallery)
    #expect(story.state.gallery.selected?.judgement.rating == 1)
  }
}

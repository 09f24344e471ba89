import Gallery
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: searching the gallery")
struct GallerySearchStories {
  private func opened(size: Size = Size(width: 100, height: 30)) -> Story {
    let items = ScriptedCatalogue.pictures(40) { item, index in
      if index % 10 == 0 { item.judgement.isFavourite = true }
    }
    var story = Story(shelf: ScriptedShelf(items), size: size)
    story.press(.function(2))
    return story
  }

  @Test("a search lists as it is typed, and Escape brings back what was there")
  func typing() {
    var story = opened()
    for _ in 0..<5 { story.press(.right) }
    story.press(.character("/"))
    story.type("pi")
    #expect(story.state.gallery.count == 40)
    story.type("cture 3")
    #expect(story.state.gallery.count == 13)
    #expect(story.screen.contains("/13 of 40"))
    #expect(story.screen.contains("/ picture 3"))
    story.type("x")
    #expect(story.screen.contains("0 of 40"))
    story.press(.escape)
    #expect(story.state.gallery.count == 40 && story.state.screen == .gallery)
    #expect(story.state.gallery.selection == 5, "the picture that was selected is again")
    story.press(.character("/"))
    story.type("is:fav")
    story.press(.enter, .home, .right, .right, .character("d"))
    #expect(story.catalogue.pictures(in: .trash).map(\.prompt) == ["picture 20"])
    #expect(story.screen.contains("of 39"))
    // It begins with what is looked for, and Escape leaves that too.
    story.press(.character("/"))
    #expect(story.state.gallery.line?.field.text == "is:fav")
    story.press(.control("u"))
    #expect(story.state.gallery.count == 39)
    story.press(.escape)
    #expect(story.state.gallery.search.text == "is:fav")
  }

  @Test("commands of the gallery are letters while a search is typed")
  func letters() {
    var story = opened()
    story.press(.character("/"))
    story.type("dq*5 ?")
    #expect(story.state.gallery.line?.field.text == "dq*5 ?")
    #expect(story.catalogue.pictures(in: .trash).isEmpty)
    story.apply(.pasted(PlainLine("colour")))
    #expect(story.state.gallery.line?.field.text == "dq*5 ?colour")
  }

  @Test("what cannot be understood is marked where it stands, and what was found stays")
  func errors() throws {
    var story = opened()
    story.press(.character("/"))
    story.apply(.pasted(PlainLine("picture colour:red")))
    #expect(story.screen.contains("there is no colour: to look for"))
    #expect(story.state.gallery.count == 40)
    let frame = story.frame
    let rows = 0..<frame.canvas.size.height
    let marked = rows.map { y in
      frame.canvas.row(y).filter { $0.style.attributes.contains(.underline) }.map(\.text).joined()
    }.joined()
    #expect(marked == "colour:")
    story.press(.enter)
    #expect(story.state.gallery.line != nil)
    for _ in 0..<10 { story.press(.backspace) }
    #expect(!story.screen.contains("there is no colour"))
  }

  @Test("Tab completes, again with the next candidate, and says before what there is")
  func completion() {
    var story = opened()
    story.press(.character("/"))
    story.type("picture tag:k")
    #expect(story.screen.contains("Tab: tag:keep  tag:kettle"))
    story.press(.tab)
    #expect(story.state.gallery.line?.field.text == "picture tag:keep")
    story.press(.tab)
    #expect(story.state.gallery.line?.field.text == "picture tag:kettle")
    story.press(.tab)
    #expect(story.state.gallery.line?.field.text == "picture tag:keep")
    #expect(story.state.gallery.search.text == "picture tag:keep")
  }

  @Test("a search is kept under a name, comes back with a key, and is forgotten")
  func saved() {
    var story = opened()
    story.press(.character("/"))
    story.type("is:fav")
    story.press(.control("s"))
    story.type("best ones")
    story.press(.enter)
    #expect(story.screen.contains("kept as “best ones”"))
    #expect(story.state.gallery.search.text == "is:fav")
    story.press(.character("/"), .control("u"))
    #expect(story.state.gallery.count == 40)
    story.press(.up)
    #expect(story.state.gallery.count == 4)
    #expect(story.screen.contains("“best ones”, 1 of 1"))
    story.press(.control("x"))
    #expect(story.screen.contains("“best ones” is forgotten"))
    #expect(story.state.gallery.saved.isEmpty)
    story.press(.up)
    #expect(story.screen.contains("No search was given a name yet"))
  }

  @Test("nothing found is said, and what was typed can be taken back")
  func nothing() {
    var story = opened()
    story.press(.character("/"))
    story.type("zebra")
    #expect(story.screen.contains("Nothing was found"))
    story.press(.enter, .enter)
    #expect(story.state.screen == .gallery)
    story.press(.character("/"), .control("u"), .enter)
    #expect(story.state.gallery.count == 40)
  }

  @Test("what comes late for a search that was typed over is passed over")
  func late() {
    var story = opened()
    story.press(.character("/"))
    story.type("picture 3")
    let late = GallerySearch(text: "picture")
    story.apply(.gallery(.listed(late, GalleryListing(ids: [1, 2], total: 40))))
    #expect(story.state.gallery.count == 13)
    story.apply(.gallery(.misunderstood(late, SearchError("what?", at: 0..<1))))
    #expect(story.state.gallery.line?.problem == nil)
  }
}

import Engine
import Recipes
import Terminal
import Testing
import wurst

@Suite("The mouse")
struct MouseStories {
  @Test("a click chooses a part, a setting, a view and a screen")
  func clicks() {
    var story = Story()
    story.click("nothing to avoid")
    #expect(story.state.focus == .negative)
    story.click("Pictures")
    #expect(story.state.focus == .settings && story.state.settings.marked == .count)
    story.click("Tokens")
    #expect(story.state.focus == .preview && story.state.drawing.preview.tab == .tokens)
    story.click("2 Gallery")
    #expect(story.state.screen == .gallery)
    story.click("1 Explore")
    #expect(story.state.screen == .explore)
  }

  @Test("the wheel turns the value that it is over")
  func wheel() {
    var story = Story()
    let before = story.state.settings.recipe.count
    story.wheel(.wheelUp, over: "Pictures")
    #expect(story.state.settings.recipe.count > before)
    story.wheel(.wheelDown, over: "Pictures")
    #expect(story.state.settings.recipe.count == before)
    story.press(.escape, .character("?"))
    story.wheel(.wheelDown, over: "Keys")
    #expect(story.state.help.scroll == 3)
    #expect(story.state.settings.recipe.count == before, "a window lies over it")
  }

  @Test("words in the footer and in the frames of windows do what their keys do")
  func buttons() {
    var story = Story()
    story.press(.escape)
    story.click("? help")
    #expect(story.state.help.isOpen)
    story.click("Esc closes")
    #expect(!story.state.help.isOpen)
    story.press(.function(3), .up)
    story.click("Enter chooses")
    #expect(!story.state.models.isOpen)
    #expect(story.state.facts.name != "toy-scenes" || story.message != nil)
  }

  @Test("beside a window a click closes it and does nothing else")
  func beside() {
    var story = Story()
    story.press(.escape, .function(4))
    story.click("1 Explore")
    #expect(story.state.opener.window == nil && story.state.focus == .preview)
    story.press(.character(":"))
    story.click("2 Gallery")
    #expect(story.state.commandEntry == nil && story.state.screen == .explore)
  }

  @Test("a row is marked by a click, and taken by a second one")
  func rows() {
    var story = Story()
    story.press(.escape, .function(4))
    story.click("cave.jpg")
    #expect(story.state.opener.window?.selected?.name == "cave.jpg")
    story.press(.escape, .character(":"))
    story.type("theme ")
    story.click("dusk")
    #expect(story.state.look.theme.name == "dusk")
    story.click("dusk")
    #expect(story.state.commandEntry == nil && story.state.look.theme.name == "dusk")
  }

  @Test("in the gallery a picture is chosen, and the wheel goes through them")
  func gallery() {
    var story = Story(shelf: ScriptedShelf(ScriptedCatalogue.pictures(40)))
    story.press(.function(2), .character("t"))
    let frame = story.frame
    let third = frame.regions.first { $0.id == .kept(2) }
    #expect(third != nil)
    story.apply(
      .mouse(MouseEvent(.press, column: third?.area.x ?? 0, row: third?.area.y ?? 0)))
    #expect(story.state.gallery.selection == 2)
    story.apply(.mouse(MouseEvent(.wheelDown, column: 30, row: 10)))
    #expect(story.state.gallery.selection == 3)
  }

  @Test("a picture that fills the screen comes nearer by the wheel and follows the mouse")
  func zoomed() throws {
    var story = Story()
    story.type("a red ball")
    story.press(.enter)
    story.advance()
    story.showLargePicture()
    story.press(.escape, .character("z"))
    for _ in 0..<3 { story.apply(.mouse(MouseEvent(.wheelUp, column: 50, row: 10))) }
    let before = try #require(story.state.zoomedImage?.view)
    #expect(before.scale != nil)
    story.apply(.mouse(MouseEvent(.press, column: 50, row: 10)))
    story.apply(.mouse(MouseEvent(.drag, column: 42, row: 10)))
    let after = try #require(story.state.zoomedImage?.view)
    #expect(after.x > before.x && after.y == before.y)
    story.apply(.mouse(MouseEvent(.release, column: 42, row: 10)))
    story.apply(.mouse(MouseEvent(.drag, column: 10, row: 10)))
    #expect(story.state.zoomedImage?.view == after, "no button is down")
  }

  @Test("reports from outside the screen and over nothing do nothing", arguments: [0, 9999])
  func outside(place: Int) {
    var story = Story()
    for kind in [MouseEvent.Kind.press, .drag, .release, .wheelUp, .wheelDown] {
      story.apply(.mouse(MouseEvent(kind, column: place, row: place)))
    }
    #expect(story.state.focus == .prompt && story.state.screen == .explore)
  }
}

extension Story {
  fileprivate var message: Message? { state.message }
}

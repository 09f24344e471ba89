import Files
import Gallery
import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: judging and tidying pictures")
struct JudgingStories {
  private func opened(_ catalogue: ScriptedCatalogue? = nil) -> Story {
    let catalogue = catalogue ?? ScriptedCatalogue(ScriptedCatalogue.pictures(12))
    var story = Story(shelf: ScriptedShelf(catalogue))
    story.press(.function(2))
    return story
  }

  private func rated(_ story: Story) -> [Int] {
    story.catalogue.pictures().map(\.judgement.rating)
  }

  @Test("stars and favourites are given with one key, seen at once, and undone one by one")
  func stars() {
    var story = opened()
    story.press(.character("4"))
    #expect(rated(story).prefix(2) == [4, 0])
    #expect(story.screen.contains("4★"))
    #expect(story.screen.contains("4 stars for 1; u undoes it"))
    story.press(.character("*"))
    #expect(story.screen.contains("♥ 4★"))
    story.press(.character("*"))
    #expect(story.screen.contains("no favourite for 1"))
    story.press(.character("u"), .character("u"))
    #expect(story.catalogue.pictures()[0].judgement == Judgement(rating: 4))
    #expect(story.screen.contains("Undone: favourite for 1"))
    story.press(.character("u"))
    #expect(rated(story)[0] == 0)
    story.press(.character("u"))
    #expect(story.screen.contains("nothing to undo"))
  }

  @Test("Space marks and goes on, and what is done is done to all that is marked")
  func marks() {
    var story = opened()
    story.press(.character(" "), .character(" "), .right, .character(" "))
    #expect(story.state.gallery.marks.ids == [1, 2, 4])
    #expect(story.screen.contains("3 marked"))
    story.press(.character("3"))
    #expect(rated(story).prefix(5) == [3, 3, 0, 3, 0])
    #expect(story.screen.contains("3 stars for 3"))
    story.press(.home, .character(" "))
    #expect(story.state.gallery.marks.ids == [2, 4])
    story.press(.character("u"))
    #expect(rated(story).allSatisfy { $0 == 0 })
  }

  @Test("a range is marked from one picture to another, and Escape gives it up")
  func range() {
    var story = opened()
    story.press(.right, .character("v"), .right, .right)
    #expect(story.screen.contains("3 marked"))
    story.press(.escape)
    #expect(!story.screen.contains("marked"))
    story.press(.character("v"), .left, .character("v"))
    #expect(Set(story.state.gallery.marks.ids) == [3, 4])
    story.press(.control("a"))
    #expect(story.state.gallery.marks.count == 12)
    story.press(.control("a"))
    #expect(story.state.gallery.marks.isEmpty)
    // A range counts before it is ended.
    story.press(.home, .character("v"), .right, .character("2"))
    #expect(rated(story).prefix(3) == [2, 2, 0])
  }

  @Test("tags are given and taken in a line that knows those there are")
  func tags() {
    var story = opened()
    story.press(.character("T"))
    story.type("sky, ke")
    #expect(story.screen.contains("Tab: keep  kettle"))
    story.press(.tab, .enter)
    #expect(story.catalogue.pictures()[0].judgement.tags == ["sky", "keep"])
    story.press(.character("T"))
    #expect(story.state.gallery.line?.field.text == "sky, keep, ")
    story.press(.control("u"))
    story.type("keep, new")
    story.press(.enter)
    #expect(story.catalogue.pictures()[0].judgement.tags == ["keep", "new"])
    // Of several pictures, a hyphen takes a tag away.
    story.press(.character(" "), .character(" "), .character("T"))
    #expect(story.screen.contains("For 2 pictures"))
    story.type("-new, both")
    story.press(.enter)
    #expect(
      story.catalogue.pictures().prefix(2).map(\.judgement.tags) == [["keep", "both"], ["both"]])
    story.press(.character("T"))
    story.type("never")
    story.press(.escape)
    #expect(!story.catalogue.pictures().contains { $0.judgement.tags.contains("never") })
  }

  @Test("a note is written and changed")
  func note() {
    var story = opened()
    story.press(.character("N"))
    story.type("for the wall")
    story.press(.enter)
    #expect(story.catalogue.pictures()[0].judgement.note == "for the wall")
    story.press(.character("N"))
    #expect(story.state.gallery.line?.field.text == "for the wall")
  }

  @Test("what is deleted lies in the trash, from which it comes back in both ways")
  func trash() {
    var story = opened()
    story.press(.right, .character("d"))
    #expect(story.state.gallery.count == 11)
    #expect(story.state.gallery.selectedID == 3, "the next one is selected")
    #expect(story.screen.contains("1 to the trash; u undoes it"))
    story.press(.character("u"))
    #expect(story.state.gallery.count == 12)
    story.press(.delete, .delete, .character("["))
    #expect(story.state.gallery.search.place == .trash)
    #expect(story.screen.contains("1/2"))
    story.press(.character("d"))
    #expect(story.screen.contains("E empties that"))
    story.press(.character("s"))
    #expect(story.catalogue.pictures().count == 11)
    #expect(story.catalogue.pictures(in: .trash).count == 1)
  }

  @Test("the trash is emptied only after asking, and then nothing of it can be undone")
  func emptying() {
    var story = opened()
    story.press(.character("E"))
    #expect(story.screen.contains("leads to the trash"))
    story.press(.character("5"), .character("d"), .character("["), .character("E"))
    #expect(story.screen.contains("E again deletes all that is in the trash for good"))
    #expect(story.catalogue.pictures(in: .trash).count == 1)
    story.press(.character("E"))
    #expect(story.screen.contains("1 picture deleted for good"))
    #expect(story.catalogue.pictures(in: .trash).isEmpty)
    story.press(.character("u"))
    #expect(story.screen.contains("Undone: 5 stars for 1"))
    story.press(.character("E"))
    #expect(story.screen.contains("The trash is empty"))
  }

  @Test("an answer that comes too late empties nothing")
  func hesitation() {
    var story = opened()
    story.press(.character("d"), .character("["), .character("E"))
    story.wait(20)
    story.press(.character("E"))
    #expect(story.catalogue.pictures(in: .trash).count == 1)
  }

  @Test("where nothing can be written it is said, and what was shown becomes what is there")
  func unwritable() {
    var story = opened(ScriptedCatalogue(ScriptedCatalogue.pictures(3), isReadOnly: true))
    story.press(.character("5"))
    #expect(story.screen.contains("the disk is read-only"))
    #expect(!story.screen.contains("5★"))
    #expect(story.state.gallery.deeds.isEmpty)
    story.press(.character("d"))
    #expect(story.state.gallery.count == 3)
  }

  @Test("a picture of a folder that is only looked at is not changed")
  func readOnly() {
    let items = ScriptedCatalogue.pictures(2) { item, _ in item.isReadOnly = true }
    var story = opened(ScriptedCatalogue(items))
    story.press(.character("5"))
    #expect(story.screen.contains("only looked at"))
    #expect(rated(story) == [0, 0])
  }
}

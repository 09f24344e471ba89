import Testing
import wurst

@Suite("Editing a prompt")
struct PromptFieldTests {
  @Test("deleting and moving go by what a person sees as one character")
  func graphemes() {
    var field = PromptField("a👨‍👩‍👧e\u{301}日")
    #expect(field.cursor == 4)
    field.deleteBackward()
    #expect(field.text == "a👨‍👩‍👧e\u{301}")
    field.deleteBackward()
    #expect(field.text == "a👨‍👩‍👧")
    field.deleteBackward()
    #expect(field.text == "a")
  }

  @Test("marks and joiners typed one after the other unite with what is before them")
  func composing() {
    var field = PromptField()
    for scalar in ["e", "\u{301}", "👩", "\u{200D}", "🚀"] { field.insert(scalar) }
    #expect(field.characters == ["é", "👩‍🚀"])
    #expect(field.cursor == 2)
    field.moveLeft()
    field.moveLeft()
    field.insert("🇩")
    field.insert("🇪")
    #expect(field.characters == ["🇩🇪", "é", "👩‍🚀"])
    #expect(field.cursor == 1)
  }

  @Test("words are cut and brought back")
  func cutting() {
    var field = PromptField("a small violet star")
    field.deleteWordBackward()
    #expect(field.text == "a small violet ")
    field.moveWordLeft()
    #expect(field.cursor == 8)
    field.yank()
    #expect(field.text == "a small starviolet ")
    field.deleteToEnd()
    #expect(field.text == "a small star")
    field.deleteToStart()
    #expect(field.isEmpty)
    field.yank()
    #expect(field.text == "a small star")
    field.moveToStart()
    field.deleteWordForward()
    #expect(field.text == " small star")
    field.deleteForward()
    #expect(field.text == "small star")
  }

  @Test("a text that is too long keeps what was there and as much of the rest as fits")
  func tooLong() {
    var field = PromptField("keep")
    #expect(field.insert(String(repeating: "x", count: 100_000)) == false)
    #expect(field.characters.count == PromptField.longest)
    #expect(field.text.hasPrefix("keepxxx"))
    #expect(field.insert("y") == false)
    #expect(!field.text.contains("y"))
    field.moveToStart()
    #expect(field.insert("z") == false)
    #expect(field.characters.count == PromptField.longest)
  }

  @Test("random edits keep the cursor inside", arguments: 0..<20)
  func randomEdits(seed: UInt64) {
    var source = SeedSource(state: seed)
    var field = PromptField()
    let pieces = ["a", " ", "日", "e\u{301}", "\u{200D}", "👨‍👩‍👧", "🇩", "\u{FE0F}", "क्षि"]
    for _ in 0..<300 {
      switch source.next() % 12 {
      case 0: field.deleteBackward()
      case 1: field.deleteForward()
      case 2: field.moveLeft()
      case 3: field.moveRight()
      case 4: field.deleteWordBackward()
      case 5: field.yank()
      case 6: field.moveWordRight()
      case 7: field.moveToStart()
      default: field.insert(pieces[Int(source.next() % 9)])
      }
      #expect(0...field.characters.count ~= field.cursor)
      #expect(Array(field.text) == field.characters)
    }
  }
}

@Suite("Earlier prompts")
struct PromptHistoryTests {
  @Test("going back and forth ends at the draft")
  func roundTrip() {
    var history = PromptHistory(["one", "two"])
    #expect(history.previous("draft") == "two")
    #expect(history.previous("two") == "one")
    #expect(history.previous("one") == nil)
    #expect(history.next() == "two")
    #expect(history.next() == "draft")
    #expect(history.next() == nil)
  }

  @Test("a prompt that is run again moves to the end")
  func repetition() {
    var history = PromptHistory(["one", "two"])
    history.add("one")
    history.add("")
    #expect(history.prompts == ["two", "one"])
  }
}

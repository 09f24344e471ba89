import Terminal
import Testing
import wurst

@Suite("A line that is edited without a screen")
struct PlainEditorTests {
  /// A terminal of one line that knows characters, backspace and the return of the carriage.
  private struct Paper {
    var cells: [Character] = []
    var column = 0
    /// How many cells were written.
    var written = 0

    mutating func take(_ bytes: String) {
      for character in bytes {
        switch character {
        case "\r": column = 0
        case "\r\n": (cells, column) = ([], 0)
        case "\u{8}": column = max(0, column - 1)
        default:
          written += 1
          for index in 0..<max(1, character.columns) {
            if column >= cells.count { cells.append(" ") }
            cells[column] = index == 0 ? character : "\u{0}"
            column += 1
          }
        }
      }
    }

    var text: String {
      String(String(cells.filter { $0 != "\u{0}" }).reversed().drop { $0 == " " }.reversed())
    }
  }

  private struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 31)
    }
  }

  @Test("whatever is done to it, the terminal shows it and the cursor stands in it")
  func anything() {
    var random = Random(state: 5)
    for _ in 0..<40 {
      var editor = PlainEditor(sign: "> ", width: 60, history: ["a red ball", "ひまわり on sand"])
      var paper = Paper()
      paper.take(editor.show())
      for _ in 0..<60 {
        switch Int.random(in: 0..<9, using: &random) {
        case 0, 1, 2:
          editor.edit { $0.insert(["a", "ball ", "ひ", "é"].randomElement(using: &random)!) }
        case 3: editor.edit { $0.deleteBackward() }
        case 4: editor.edit { $0.moveLeft() }
        case 5: editor.edit { $0.moveWordRight() }
        case 6: editor.edit { $0.deleteWordBackward() }
        case 7: editor.recall(.up)
        default: editor.recall(.down)
        }
        paper.take(editor.show())
        let field = editor.field
        guard field.text.columns <= 57 else { continue }
        #expect(paper.text == String(("> " + field.text).reversed().drop { $0 == " " }.reversed()))
        #expect(paper.column == 2 + field.characters[..<field.cursor].reduce(0) { $0 + $1.columns })
      }
    }
  }

  @Test(
    "of a line that is longer than the terminal what is around the cursor is seen, and never more than fits"
  )
  func long() {
    var editor = PlainEditor(sign: "> ", width: 30)
    var paper = Paper()
    for index in 0..<200 {
      editor.edit { $0.insert(String(index % 10)) }
      paper.take(editor.show())
      #expect(paper.cells.count <= 30)
    }
    #expect(paper.text.hasSuffix("9"))
    editor.edit { $0.moveToStart() }
    paper.take(editor.show())
    #expect(paper.column == 2)
    #expect(paper.text.hasPrefix("> 01234"))
  }

  @Test("what is typed at the end is written once")
  func once() {
    var editor = PlainEditor(sign: "> ", width: 80)
    var paper = Paper()
    paper.take(editor.show())
    for character in "a red ball" {
      editor.edit { $0.insert(String(character)) }
      paper.take(editor.show())
    }
    #expect(paper.written == "> a red ball".count)
    #expect(editor.show().isEmpty)
  }

  @Test("it makes room for what is said, and comes back")
  func hiding() {
    var editor = PlainEditor(sign: "> ", width: 80)
    var paper = Paper()
    editor.edit { $0.insert("a red ball") }
    paper.take(editor.show())
    paper.take(editor.hide())
    #expect(paper.text.isEmpty)
    #expect(paper.column == 0)
    paper.take(editor.show())
    #expect(paper.text == "> a red ball")
  }

  @Test("a line that was taken can be had again")
  func history() {
    var editor = PlainEditor(sign: "> ", width: 80)
    editor.edit { $0.insert("a red ball") }
    #expect(editor.take() == "a red ball")
    #expect(editor.field.isEmpty)
    editor.recall(.up)
    #expect(editor.field.text == "a red ball")
  }
}

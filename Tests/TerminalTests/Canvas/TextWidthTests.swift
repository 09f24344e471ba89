import Files
import Terminal
import Testing

@Suite("What is shown of text")
struct TextWidthTests {
  @Test("letters take one column, East Asian ones and emoji two, marks none")
  func widths() {
    #expect("abc".columns == 3)
    #expect("日本".columns == 4)
    #expect("🙂".columns == 2)
    #expect("e\u{301}".columns == 1)
    #expect("ｱ".columns == 1)
    #expect("Ａ".columns == 2)
    #expect("한".columns == 2)
    #expect("🇩🇪".columns == 2)
  }

  @Test("a joined emoji is shown as its parts, in every terminal the same")
  func joined() {
    let family: Character = "👨‍👩‍👧"
    #expect(family.glyphs.map(\.text) == ["👨", "👩", "👧"])
    #expect(family.columns == 6)
    let waving: Character = "👋🏽"
    #expect(waving.glyphs.map(\.text) == ["👋"])
    let heart: Character = "❤️"
    #expect(heart.glyphs.map(\.text) == ["❤"])
  }

  @Test("control characters, in whatever disguise, become a mark")
  func controls() {
    for scalar in ["\u{1B}", "\u{07}", "\u{9B}", "\u{7F}", "\u{0}", "\u{2028}"] {
      let shown = Character(scalar).glyphs
      #expect(
        shown.allSatisfy { $0.text == "\u{FFFD}" || $0.text == " " }, "\(scalar.debugDescription)")
    }
    #expect(Character("\u{202E}").glyphs.isEmpty)
    #expect(Character("\t").glyphs == Character(" ").glyphs)
  }

  @Test("no more marks stay on a letter than a cell holds")
  func manyMarks() {
    let letter = Character("a" + String(repeating: "\u{301}", count: 50))
    #expect(letter.glyphs.count == 1)
    #expect(letter.glyphs.first?.text.unicodeScalars.count == 5)
  }

  @Test("truncated text fits, and says that it was cut")
  func truncation() {
    #expect("a red ball".truncated(to: 6) == "a red…")
    #expect("日本語".truncated(to: 5) == "日本…")
    #expect("日本語".truncated(to: 4) == "日…")
    #expect("same".truncated(to: 4) == "same")
    #expect("x".truncated(to: 0).isEmpty)
  }

  @Test("a byte of a name that is not UTF-8 takes one column and shows as �")
  func foreignBytes() {
    let name = Path(bytes: [0x63, 0xE9]).text
    #expect(name.columns == 2)
    #expect(name.flatMap(\.glyphs).map(\.text) == ["c", "�"])
  }
}

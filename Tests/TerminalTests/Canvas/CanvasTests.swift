import Terminal
import TestSupport
import Testing

@Suite("The canvas")
struct CanvasTests {
  @Test("nothing is drawn outside the grid or the clip")
  func clipping() {
    var canvas = Canvas(Size(width: 5, height: 2))
    canvas.write("abcdefgh", at: Point(x: -2, y: 0))
    canvas.write("below", at: Point(x: 0, y: 2))
    canvas.write("above", at: Point(x: 0, y: -1))
    canvas.write("xyz", at: Point(x: 0, y: 1), in: Rect(x: 1, y: 1, width: 1, height: 1))
    #expect(canvas.text == "cdefg\n y")
  }

  @Test("a wide character that does not fit whole is left out")
  func wideAtTheEdge() {
    var canvas = Canvas(Size(width: 3, height: 1))
    canvas.write("日本", at: Point(x: 0, y: 0))
    #expect(canvas.text == "日")
  }

  @Test("writing over half of a wide character blanks the other half")
  func wideHalves() {
    var canvas = Canvas(Size(width: 4, height: 1))
    canvas.write("日本", at: Point(x: 0, y: 0))
    canvas.write("x", at: Point(x: 1, y: 0))
    #expect(canvas.text == " x本")
    canvas.write("y", at: Point(x: 2, y: 0))
    #expect(canvas.text == " xy")
  }

  @Test("no control character gets into a cell", arguments: 0..<20)
  func sanitising(seed: UInt64) {
    var source = SeededNumbers(seed)
    var text = String.UnicodeScalarView()
    for _ in 0..<200 {
      let value = UInt32(source.next() % (source.next() % 2 == 0 ? 0x120 : 0x2100))
      if let scalar = Unicode.Scalar(value) { text.append(scalar) }
    }
    var canvas = Canvas(Size(width: 80, height: 3))
    canvas.write(String(text), at: Point(x: 0, y: 1))
    for y in 0..<3 {
      for cell in canvas.row(y) {
        #expect(cell.text.unicodeScalars.allSatisfy { !$0.isControl && $0 != "\u{A0}" })
      }
    }
  }

  @Test("a frame has its corners, and a line across it joins its sides")
  func frames() {
    var canvas = Canvas(Size(width: 5, height: 4))
    canvas.frame(canvas.bounds, .muted)
    canvas.divide(canvas.bounds, at: 2, .muted)
    #expect(canvas.text == "╭───╮\n│   │\n├───┤\n╰───╯")
  }
}

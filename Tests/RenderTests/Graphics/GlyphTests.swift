import Render
import Testing

@Suite("Pictures of characters")
struct GlyphTests {
  private func rows(
    _ drawing: any GraphicsProtocol, _ bitmap: Bitmap, _ content: ImagePlacement.Content = .photo,
    columns: Int, rows: Int
  ) -> [String] {
    let pane = GraphicsPane(
      cells: CellRectangle(column: 0, row: 0, columns: columns, rows: rows),
      cell: PixelSize(width: 8, height: 16), screenRows: 40,
      maximum: PixelSize(width: 1000, height: 1000))
    return drawing.draw(bitmap, content, in: pane)?.parts.map {
      String(decoding: $0.bytes, as: UTF8.self).replacing("\u{1B}", with: "␛")
    } ?? []
  }

  /// White where the text has an `x`, else black.
  private func bitmap(_ lines: String...) -> Bitmap {
    Bitmap(
      width: lines[0].count, height: lines.count,
      rgb: lines.joined().flatMap { [UInt8](repeating: $0 == "x" ? 255 : 0, count: 3) })
  }

  @Test("the best two colours of a cell are found, whichever pixels have them")
  func split() {
    for set in 1..<15 {
      let lines = (0..<2).map { row in
        String((0..<2).map { set >> (2 * row + $0) & 1 == 1 ? Character("x") : "." })
      }
      // A pane of one cell: the picture fills it, whatever its aspect.
      let text = rows(
        FineBlocks(.quadrants, depth: .trueColour), bitmap(lines[0], lines[1]).stretched,
        columns: 1,
        rows: 1
      ).joined()
      #expect(text.contains("255;255;255") && text.contains("0;0;0"), "\(set): \(text)")
      let glyphs = Array("▘▝▀▖▌▞▛▗▚▐▜▄▙▟")
      let seen = text.first { glyphs.contains($0) }
      let place = seen.flatMap { glyphs.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
      // Drawn in white, or all the others in black.
      let isWhite = text.contains("38;2;255;255;255")
      #expect((isWhite ? place : 15 - place) == set, "\(set): \(text)")
    }
  }

  @Test("sextants are those of Unicode 13, but for the halves that are older")
  func sextants() {
    func glyph(_ set: Int) -> Unicode.Scalar? {
      let lines = (0..<3).map { row in
        String((0..<2).map { set >> (2 * row + $0) & 1 == 1 ? Character("x") : "." })
      }
      let picture = bitmap(lines[0], lines[1], lines[2])
      let text = rows(
        FineBlocks(.sextants, depth: .trueColour),
        picture.scaled(width: 6, height: 12, filter: .nearest), columns: 1, rows: 1
      ).joined()
      return text.unicodeScalars.first { $0.value > 0x2000 && $0 != "␛" }
    }
    // The first pixel is always of the background.
    #expect(glyph(2) == "\u{1FB01}")
    #expect(glyph(42) == "▐")
    #expect(glyph(44) == "\u{1FB29}")
    #expect(glyph(62) == "\u{1FB3B}")
  }

  @Test("grids have a colour of their own for each element, however pictures are drawn")
  func grids() {
    let grid = bitmap("x.", ".x")
    let half = rows(HalfBlocks(depth: .trueColour), grid, .grid, columns: 8, rows: 4)
    #expect(
      rows(FineBlocks(.sextants, depth: .trueColour), grid, .grid, columns: 8, rows: 4) == half)
    #expect(
      rows(FineBlocks(.quadrants, depth: .trueColour), grid, .grid, columns: 8, rows: 4) == half)
    #expect(half.count == 4)
    for depth in [ColourDepth.sixteen, .eight, .indexed256] {
      let mixed = Bitmap(width: 2, height: 2, filledWith: RGB(hex: 0x40902C))
      let colours = Set(rows(HalfBlocks(depth: depth), mixed, .grid, columns: 40, rows: 20))
      #expect(colours.count == 1, "one colour is never mixed from others")
    }
  }

  @Test("letters weigh what is light, and what is dark on a light ground")
  func letters() {
    let picture = bitmap("x.", "x.")
    #expect(
      rows(ASCIIRamp(isOnLight: false), picture, .grid, columns: 8, rows: 4).first == "@@@@    ")
    #expect(
      rows(ASCIIRamp(isOnLight: true), picture, .grid, columns: 8, rows: 4).first == "    @@@@")
    let grey = Bitmap(width: 4, height: 4, filledWith: RGB(hex: 0x808080))
    #expect(Set(rows(ASCIIRamp(isOnLight: false), grey, columns: 8, rows: 4).joined()) == ["+"])
  }
}

extension Bitmap {
  /// Twice as high, as cells are.
  fileprivate var stretched: Bitmap {
    scaled(width: 2 * width, height: 4 * height, filter: .nearest)
  }
}

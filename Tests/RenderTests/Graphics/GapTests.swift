import Render
import Testing

@Suite("Pictures that something lies over")
struct GapTests {
  private let cell = PixelSize(width: 5, height: 10)

  private func pane(hole: CellRectangle?) -> GraphicsPane {
    GraphicsPane(
      cells: CellRectangle(column: 2, row: 1, columns: 8, rows: 4), hole: hole, cell: cell,
      screenRows: 10, maximum: PixelSize(width: 1000, height: 1000))
  }

  @Test("half blocks go past the cells with the cursor")
  func halfBlocks() throws {
    let bitmap = Bitmap(width: 8, height: 8, filledWith: RGB(red: 1, green: 2, blue: 3))
    let hole = CellRectangle(column: 4, row: 2, columns: 3, rows: 1)
    let drawn = try #require(
      HalfBlocks(depth: .trueColour).draw(bitmap, .photo, in: pane(hole: hole)))
    let colour = "\u{1B}[48;2;1;2;3m"
    #expect(
      drawn.parts.map(\.words) == [
        "2,1 \(colour)        \u{1B}[0m", "2,2 \(colour)  \u{1B}[0m", "7,2 \(colour)   \u{1B}[0m",
        "2,3 \(colour)        \u{1B}[0m", "2,4 \(colour)        \u{1B}[0m",
      ])
    let all = CellRectangle(column: 2, row: 1, columns: 2, rows: 9)
    let left = try #require(
      HalfBlocks(depth: .trueColour).draw(bitmap, .photo, in: pane(hole: all)))
    #expect(left.parts.map(\.words).last == "4,4 \(colour)      \u{1B}[0m")
  }

  @Test("sixel leaves the pixels out that are under it, and no others")
  func sixel() throws {
    // 256 colours, so that one of them has to give way.
    let rgb = (0..<40 * 36).flatMap { pixel -> [UInt8] in
      let (x, y) = (pixel % 40, pixel / 40)
      return [UInt8(6 * x), UInt8(7 * y), 90]
    }
    let bitmap = Bitmap(width: 40, height: 36, rgb: rgb)
    let hole = CellRectangle(column: 4, row: 2, columns: 3, rows: 1)
    let drawn = try #require(Sixel(colours: 256).draw(bitmap, .photo, in: pane(hole: hole)))
    let whole = try #require(Sixel(colours: 256).draw(bitmap, .photo, in: pane(hole: nil)))
    #expect(drawn.placement == whole.placement)
    let cells = drawn.placement.cells
    let seen = SixelPixels(drawn.parts[0].bytes)
    let left = (4 - cells.column) * 5
    let top = (2 - cells.row) * 10
    for y in 0..<drawn.placement.pixels.height {
      for x in 0..<drawn.placement.pixels.width {
        let isHidden = (left..<left + 15).contains(x) && (top..<top + 10).contains(y)
        #expect(seen.isDrawn(x: x, y: y) == !isHidden, "\(x), \(y)")
      }
    }
    #expect(SixelPixels(whole.parts[0].bytes).isDrawn(x: left, y: top))
  }
}

extension PlacedBytes.Part {
  fileprivate var words: String { "\(column),\(row) \(String(decoding: bytes, as: UTF8.self))" }
}

/// Which pixels a sixel sequence draws.
private struct SixelPixels {
  private var drawn: Set<Int> = []

  init(_ bytes: [UInt8]) {
    var (x, band, count) = (0, 0, 1)
    var rest = bytes.drop { $0 != UInt8(ascii: "q") }.dropFirst()
    func number() -> Int {
      let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      rest = rest.dropFirst(digits.count)
      return Int(String(decoding: digits, as: UTF8.self)) ?? 0
    }
    while let byte = rest.first, byte != 0x1B {
      rest = rest.dropFirst()
      switch byte {
      case UInt8(ascii: "#"), UInt8(ascii: "\""):
        _ = number()
        while rest.first == UInt8(ascii: ";") {
          rest = rest.dropFirst()
          _ = number()
        }
      case UInt8(ascii: "!"): count = number()
      case UInt8(ascii: "$"): x = 0
      case UInt8(ascii: "-"): (x, band) = (0, band + 1)
      case 0x3F...0x7E:
        for column in x..<x + count {
          for bit in 0..<6 where Int(byte - 0x3F) & 1 << bit != 0 {
            drawn.insert((6 * band + bit) * 10_000 + column)
          }
        }
        (x, count) = (x + count, 1)
      default: break
      }
    }
  }

  func isDrawn(x: Int, y: Int) -> Bool { drawn.contains(y * 10_000 + x) }
}

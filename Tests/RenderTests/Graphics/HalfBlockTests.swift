import Render
import Testing

@Suite struct HalfBlockTests {
  private func text(
    _ bitmap: Bitmap, _ depth: ColourDepth, _ content: ImagePlacement.Content = .grid
  ) -> [String] {
    let cells = CellRectangle(
      column: 0, row: 0, columns: bitmap.width, rows: (bitmap.height + 1) / 2)
    let pane = GraphicsPane(
      cells: cells, cell: PixelSize(width: 8, height: 16), screenRows: 40,
      maximum: PixelSize(width: 1000, height: 1000))
    let drawn = HalfBlocks(depth: depth).draw(bitmap, content, in: pane)
    return drawn?.parts.map { part in
      String(decoding: part.bytes, as: UTF8.self).replacing("\u{1B}", with: "␛")
    } ?? []
  }

  private let quarters = Bitmap(
    width: 4, height: 4,
    rgb: [
      255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 255, 0, 0, 255, 0, 0, 0, 0, 0, 0,
      255, 255, 255, 0, 0, 0, 255, 255, 255, 128, 128, 128,
      255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0,
    ])

  @Test("24-bit colours are sent where they change")
  func trueColour() {
    #expect(
      text(quarters, .trueColour) == [
        "␛[48;2;255;0;0;38;2;0;0;255m▄▄␛[48;2;0;0;0m  ␛[0m",
        "␛[48;2;255;255;255m ␛[48;2;0;0;0;38;2;255;255;255m▄␛[48;2;255;255;255;38;2;0;0;0m▄"
          + "␛[48;2;128;128;128m▄␛[0m",
      ])
  }

  @Test("256 colours come from the cube and the greys")
  func indexed() {
    #expect(
      text(quarters, .indexed256) == [
        "␛[48;5;196;38;5;21m▄▄␛[48;5;16m  ␛[0m",
        "␛[48;5;231m ␛[48;5;16;38;5;231m▄␛[48;5;231;38;5;16m▄␛[48;5;244m▄␛[0m",
      ])
  }

  @Test("16 colours use the bright forms")
  func sixteen() {
    #expect(
      text(quarters, .sixteen) == [
        "␛[101;34m▄▄␛[40m  ␛[0m", "␛[107m ␛[40;97m▄␛[107;30m▄␛[100m▄␛[0m",
      ])
  }

  @Test("8 colours use no bright forms")
  func eight() {
    #expect(
      text(quarters, .eight) == [
        "␛[41;34m▄▄␛[40m  ␛[0m", "␛[47m ␛[40;37m▄␛[47;30m▄␛[43m▄␛[0m",
      ])
  }

  @Test("the half row below an odd height keeps the terminal's background")
  func oddHeight() {
    let bitmap = Bitmap(width: 2, height: 3, filledWith: RGB(hex: 0x010203))
    #expect(
      text(bitmap, .trueColour) == ["␛[48;2;1;2;3m  ␛[0m", "␛[38;2;1;2;3m▀▀␛[0m"])
  }

  @Test("every colour of the 256 that the cube or the greys hold is found exactly")
  func exactIndices() {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    for red in 0..<6 {
      for green in 0..<6 {
        for blue in 0..<6 {
          let colour = RGB(red: levels[red], green: levels[green], blue: levels[blue])
          let row = text(Bitmap(width: 1, height: 2, filledWith: colour), .indexed256)
          #expect(row == ["␛[48;5;\(16 + 36 * red + 6 * green + blue)m ␛[0m"])
        }
      }
    }
    for step in 0..<24 {
      let level = UInt8(8 + 10 * step)
      let colour = RGB(red: level, green: level, blue: level)
      let row = text(Bitmap(width: 1, height: 2, filledWith: colour), .indexed256)
      #expect(row == ["␛[48;5;\(232 + step)m ␛[0m"])
    }
  }

  @Test("a photograph in few colours is mixed, a grid is not")
  func mixing() {
    // A grass green that lies between black and the bright greens.
    let grass = Bitmap(width: 20, height: 20, filledWith: RGB(hex: 0x40902C))
    let grid = Set(text(grass, .sixteen, .grid))
    #expect(grid.count == 1)
    let photo = Set(text(grass, .sixteen, .photo))
    #expect(photo.count > 1)
    #expect(photo.contains { $0.contains("42") || $0.contains("32") }, "some of it is green")
  }
}

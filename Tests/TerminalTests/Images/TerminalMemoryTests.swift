import Render
import Terminal
import Testing

@Suite("What a terminal keeps of pictures")
struct TerminalMemoryTests {
  private func image(_ number: Int, down rows: Int = 0, mode: GraphicsMode) -> DrawnImage {
    let pane = Rect(x: 4 * number, y: rows, width: 4, height: 4)
    let order = ImageOrder(
      slot: ImageSlot(number), key: ImageKey(series: 0, version: 1, variant: 0), pane: pane,
      screenRows: 40, cell: PixelSize(width: 10, height: 20), mode: mode)
    return DrawnImage(
      order: order,
      place: DrawnImage.Place(pixels: PixelSize(width: 40, height: 80), cells: pane),
      parts: [])
  }

  @Test("sixteen places have room, and those that are known need none")
  func room() {
    let page = (0..<14).map { image($0, mode: .sixel(colours: 256)) }
    let moved = (0..<14).map { image($0, down: 1, mode: .sixel(colours: 256)) }
    var memory = TerminalMemory()
    #expect(memory.hasRoom(for: page))
    memory.note(page)
    #expect(memory.hasRoom(for: page) && memory.hasRoom(for: Array(moved.prefix(2))))
    #expect(!memory.hasRoom(for: moved))
    memory.clear()
    #expect(memory.hasRoom(for: moved))
  }

  @Test("characters need no room")
  func characters() {
    var memory = TerminalMemory()
    for row in 0..<9 {
      let page = (0..<30).map { image($0, down: row, mode: .halfBlock(.trueColour)) }
      #expect(memory.hasRoom(for: page))
      memory.note(page)
    }
  }
}

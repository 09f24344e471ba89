import Foundation
import Render
import TestSupport
import Testing

/// What the protocols write, read by terminals that were written from the documentation.
@Suite("Pictures as terminals read them")
struct ProtocolTests {
  private static let kinds: [(FakeTerminal.Kind, GraphicsMode)] = [
    (.kitty, .kitty), (.kittyAroundTmux, .kittyPlaceholders),
    (.inline, .inlineImages(inParts: true)),
    (.inline, .inlineImages(inParts: false)), (.sixel, .sixel(colours: 256)),
    (.tmux, .sixel(colours: 256)),
  ]

  private func pane(_ hole: CellRectangle? = nil, piece: Int = 4096) -> GraphicsPane {
    var pane = GraphicsPane(
      cells: CellRectangle(column: 30, row: 3, columns: 24, rows: 11), hole: hole,
      cell: PixelSize(width: 10, height: 20), screenRows: 36,
      maximum: PixelSize(width: 1000, height: 1000))
    pane.piece = piece
    pane.number = 7 << 24 | 21
    return pane
  }

  private func show(_ drawn: PlacedBytes, on terminal: FakeTerminal, piece: Int = 100_000) {
    for part in drawn.parts {
      let bytes = Array("\u{1B}[\(part.row + 1);\(part.column + 1)H".utf8) + part.bytes
      for start in stride(from: 0, to: bytes.count, by: piece) {
        terminal.take(bytes[start..<min(bytes.count, start + piece)])
      }
      // Text may stand between any two parts.
      terminal.take(Array("\u{1B}[1;1H\u{1B}[33mtext\u{1B}[0m".utf8))
    }
  }

  @Test("every protocol shows the pixels of a photograph, whole or in pieces", arguments: kinds)
  func photograph(kind: FakeTerminal.Kind, mode: GraphicsMode) throws {
    let scene = Bitmap.scene(256, 256)
    for piece in [4096, 300] {
      let terminal = FakeTerminal(kind)
      let pane = pane(piece: piece)
      let drawn = try #require(mode.graphicsProtocol?.draw(scene, .photo, in: pane))
      show(drawn, on: terminal, piece: 977)
      #expect(terminal.faults == [] && terminal.slips == 0 && terminal.replies == [])
      let seen = try #require(terminal.largestPicture)
      let wanted = scene.scaled(
        width: drawn.placement.pixels.width, height: drawn.placement.pixels.height, filter: .smooth)
      #expect(seen.size == wanted.size)
      if case .sixel = mode {
        let worst = zip(seen.rgb, wanted.rgb).map { abs(Int($0) - Int($1)) }
        #expect(worst.reduce(0, +) < 6 * worst.count, "mixed from 256 colours")
      } else {
        #expect(seen == wanted)
      }
    }
  }

  @Test("grids are exact: every element is a rectangle of its colour", arguments: kinds)
  func grid(kind: FakeTerminal.Kind, mode: GraphicsMode) throws {
    let grid = Bitmap.random(12, 12, from: RGB.palette(100, seed: 3), seed: 4)
    let terminal = FakeTerminal(kind)
    let drawn = try #require(mode.graphicsProtocol?.draw(grid, .grid, in: pane()))
    show(drawn, on: terminal)
    let seen = try #require(terminal.largestPicture)
    let wanted = grid.scaled(width: seen.width, height: seen.height, filter: .nearest)
    let worst = zip(seen.rgb, wanted.rgb).map { abs(Int($0) - Int($1)) }.max() ?? 0
    #expect(worst <= 2, "sixel has 101 levels")
  }

  @Test("what lies over a picture is left alone, and all around it is drawn", arguments: kinds)
  func hole(kind: FakeTerminal.Kind, mode: GraphicsMode) throws {
    if kind == .tmux { return }
    let scene = Bitmap.scene(256, 256)
    let hole = CellRectangle(column: 38, row: 6, columns: 8, rows: 3)
    let terminal = FakeTerminal(kind)
    for row in hole.row..<hole.row + hole.rows {
      terminal.take(Array("\u{1B}[\(row + 1);\(hole.column + 1)Hover the".utf8))
    }
    let drawn = try #require(mode.graphicsProtocol?.draw(scene, .photo, in: pane(hole)))
    show(drawn, on: terminal)
    let whole = FakeTerminal(kind)
    show(try #require(mode.graphicsProtocol?.draw(scene, .photo, in: pane())), on: whole)
    let cells = drawn.placement.cells
    let (sight, all) = (terminal.sight, whole.sight)
    for y in cells.row..<cells.row + cells.rows {
      for x in cells.column..<cells.column + cells.columns {
        let isHidden =
          (hole.column..<hole.column + hole.columns).contains(x)
          && (hole.row..<hole.row + hole.rows).contains(y)
        let tile = sight.tiles[y][x]
        #expect((tile == nil) == (isHidden || all.tiles[y][x] == nil), "\(x), \(y)")
        if !isHidden, mode.hasNumbers { #expect(tile == all.tiles[y][x], "\(x), \(y)") }
      }
    }
    #expect(terminal.sight.lines[6].contains("over the"))
    #expect(terminal.faults == [])
  }

  @Test("kitty's pictures are numbered, unanswered and below the text, and go by their number")
  func kittyNumbers() throws {
    let terminal = FakeTerminal(.kitty)
    let drawn = try #require(Kitty().draw(.scene(64, 64), .photo, in: pane()))
    show(drawn, on: terminal)
    #expect(terminal.sight.pictureCells > 0)
    let words = drawn.parts.map { String(decoding: $0.bytes, as: UTF8.self) }
    #expect(words.allSatisfy { $0.contains("q=2") && $0.utf8.count < 4200 })
    #expect(words.last?.contains("z=-1,C=1") == true)
    terminal.take(GraphicsMode.kitty.deletion(of: 7 << 24 | 21))
    #expect(terminal.sight.pictureCells == 0 && terminal.faults == [])
  }

  @Test("a picture that is broken off leaves nothing behind, wherever it was cut", arguments: kinds)
  func brokenOff(kind: FakeTerminal.Kind, mode: GraphicsMode) throws {
    let scene = Bitmap.scene(64, 64)
    let drawn = try #require(mode.graphicsProtocol?.draw(scene, .photo, in: pane(piece: 300)))
    let bytes = drawn.parts.flatMap {
      Array("\u{1B}[\($0.row + 1);\($0.column + 1)H".utf8) + $0.bytes
    }
    var generator = SeededNumbers(5)
    for _ in 0..<4 {
      let terminal = FakeTerminal(kind)
      terminal.take(bytes.prefix(Int.random(in: 1..<bytes.count, using: &generator)))
      terminal.take(mode.breakOff + Array("\u{1B}[0m\u{1B}[35;1Hafter".utf8))
      if mode.hasNumbers { #expect(terminal.sight.pictureCells == 0) }
      #expect(terminal.sight.lines[34].hasPrefix("after"))
      show(drawn, on: terminal)
      #expect(try #require(terminal.largestPicture).size == drawn.placement.pixels)
    }
  }

  @Test(
    "a draft takes no more bytes than it may, in the place of the whole picture", arguments: kinds)
  func draft(kind: FakeTerminal.Kind, mode: GraphicsMode) throws {
    let tokens = Bitmap.random(128, 128, from: RGB.palette(256, seed: 8), seed: 9)
    let drawing = try #require(mode.graphicsProtocol)
    let whole = try #require(drawing.draw(tokens, .grid, in: pane()))
    let draft = try #require(drawing.draft(tokens, .grid, in: pane(), limit: 9000))
    #expect(draft.placement == whole.placement)
    #expect(whole.count > 2 * draft.count, "\(whole.count), \(draft.count)")
    #expect(draft.count < 14_000, "\(draft.count)")
    let small = Bitmap(width: 4, height: 4, filledWith: RGB(hex: 0x336699))
    #expect(
      drawing.draft(small, .grid, in: pane(), limit: 9000) == drawing.draw(small, .grid, in: pane())
    )
  }

  @Test("the marks of placeholders are those of the documentation, for 297 rows and columns")
  func marks() throws {
    let bitmap = Bitmap(width: 297, height: 20, filledWith: RGB(hex: 0x123456))
    var pane = GraphicsPane(
      cells: CellRectangle(column: 0, row: 0, columns: 297, rows: 3),
      cell: PixelSize(width: 1, height: 20), screenRows: 36,
      maximum: PixelSize(width: 1000, height: 1000))
    pane.number = 1 << 24 | 5
    let drawn = try #require(KittyPlaceholders().draw(bitmap, .exact(times: 1), in: pane))
    let text = String(decoding: try #require(drawn.parts.last).bytes, as: UTF8.self)
    let scalars = text.unicodeScalars.filter { $0.value > 0x7F }
    let marks = stride(from: 0, to: scalars.count, by: 4).map { Array(scalars)[$0 + 2] }
    #expect(marks == FakeTerminal.placeholderMarks && marks.count == 297)
  }
}

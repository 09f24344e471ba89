import Files
import Foundation
import Render
import TestSupport
import Testing

@Suite struct PNGTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func save(_ png: HandmadePNG) throws -> Path {
    try folder.save(png.bytes, as: "made.png")
  }

  @Test(
    "pixels come back as they were written",
    arguments: [(1, 1), (1, 40), (40, 1), (37, 23), (512, 512)])
  func pixels(width: Int, height: Int) throws {
    let bitmap = Bitmap.scene(width, height)
    let path = folder.path / "a.png"
    try PNGWriter.write(bitmap, texts: [], to: path)
    #expect(try PNGReader.read(path).bitmap == bitmap)
  }

  @Test("texts come back as they were written, whatever is in them")
  func texts() throws {
    let texts = [
      PNGText(keyword: "parameters", text: "a red ball\nSteps: 30, Seed: 1", form: .latin),
      PNGText(keyword: "wurst", text: #"{"prompt":"Würstchen 🌭 👩‍👩‍👧","seed":1}"#),
      PNGText(keyword: "parameters", text: "日本語\r\n\ttab", form: .latin),
      PNGText(keyword: "Empty", text: ""),
      PNGText(keyword: "Ünïcode", text: "the keyword is Latin-1"),
      PNGText(keyword: "Long", text: String(repeating: "a prompt – ", count: 9000)),
      PNGText(keyword: "Plain", text: String(repeating: "0123456789", count: 10_000), form: .latin),
    ]
    #expect(texts.map(\.form) == [.latin] + Array(repeating: .international, count: 5) + [.latin])
    let path = folder.path / "a.png"
    try PNGWriter.write(Bitmap.scene(20, 20), texts: texts, to: path)
    #expect(try PNGReader.read(path).texts == texts)
    #expect(try PNGReader.texts(path) == texts)
    let size = try FileManager.default.attributesOfItem(atPath: path.text)[.size] as? Int
    #expect(try #require(size) < 10_000, "long texts are compressed")
  }

  @Test("a NUL inside a text becomes a replacement character instead of ending it")
  func null() throws {
    let path = folder.path / "a.png"
    let text = PNGText(keyword: "parameters", text: "before\0after", form: .latin)
    try PNGWriter.write(Bitmap.scene(2, 2), texts: [text], to: path)
    #expect(try PNGReader.texts(path).map(\.text) == ["before\u{FFFD}after"])
  }

  @Test(
    "a keyword that PNG does not allow is refused",
    arguments: ["", " a", "a ", "a  b", "日本", "a\nb", String(repeating: "k", count: 80)])
  func keyword(_ keyword: String) {
    #expect(throws: PNGError.keyword(keyword)) {
      try PNGWriter.encode(
        Bitmap.scene(2, 2), texts: [PNGText(keyword: keyword, text: "text")])
    }
  }

  @Test("greys of 1, 2, 4, 8 and 16 bits are spread over the whole range")
  func greys() throws {
    for (depth, row, expected) in [
      (1, [0b1010_0000], [255, 0, 255, 0]), (2, [0b0001_1011], [0, 85, 170, 255]),
      (4, [0x08, 0xF3], [0, 136, 255, 51]), (8, [0, 1, 254, 255], [0, 1, 254, 255]),
      (16, [0, 0, 0x80, 0x80, 0xFF, 0xFF, 0x12, 0x80], [0, 128, 255, 18]),
    ] as [(Int, [UInt8], [UInt8])] {
      var png = HandmadePNG(width: 4, height: 1, depth: depth, colourType: 0)
      png.pixels([row])
      let bitmap = try PNGReader.read(save(png)).bitmap
      #expect(bitmap.rgb == expected.flatMap { [$0, $0, $0] }, "\(depth) bits")
    }
  }

  @Test("palettes of 1, 2, 4 and 8 bits are looked up")
  func palettes() throws {
    for (depth, row) in [
      (1, [0b0110_0000]), (2, [0b0001_0100]), (4, [0x01, 0x10]), (8, [0, 1, 1, 0]),
    ] as [(Int, [UInt8])] {
      var png = HandmadePNG(width: 4, height: 1, depth: depth, colourType: 3)
      png.chunk("PLTE", [1, 2, 3, 200, 100, 50])
      png.pixels([row])
      let bitmap = try PNGReader.read(save(png)).bitmap
      #expect(bitmap.rgb == [1, 2, 3, 200, 100, 50, 200, 100, 50, 1, 2, 3], "\(depth) bits")
    }
  }

  @Test("transparent pixels lie on white, whatever background the file names")
  func transparency() throws {
    var bare = HandmadePNG(width: 3, height: 1, depth: 8, colourType: 6)
    bare.pixels([[200, 100, 50, 255, 200, 100, 50, 0, 200, 100, 50, 51]])
    #expect(
      try PNGReader.read(save(bare)).bitmap.rgb == [200, 100, 50, 255, 255, 255, 244, 224, 214])

    var named = HandmadePNG(width: 2, height: 1, depth: 8, colourType: 6)
    named.chunk("bKGD", [0, 10, 0, 20, 0, 30])
    named.pixels([[200, 100, 50, 0, 200, 100, 50, 255]])
    #expect(try PNGReader.read(save(named)).bitmap.rgb == [255, 255, 255, 200, 100, 50])

    var palette = HandmadePNG(width: 2, height: 1, depth: 8, colourType: 3)
    palette.chunk("PLTE", [1, 2, 3, 200, 100, 50])
    palette.chunk("tRNS", [0])
    palette.chunk("bKGD", [1])
    palette.pixels([[0, 1]])
    #expect(try PNGReader.read(save(palette)).bitmap.rgb == [255, 255, 255, 200, 100, 50])

    var grey = HandmadePNG(width: 2, height: 1, depth: 16, colourType: 4)
    grey.pixels([[0x80, 0x80, 0xFF, 0xFF, 0x80, 0x80, 0, 0]])
    #expect(try PNGReader.read(save(grey)).bitmap.rgb == [128, 128, 128, 255, 255, 255])

    var key = HandmadePNG(width: 2, height: 1, depth: 8, colourType: 2)
    key.chunk("tRNS", [0, 9, 0, 8, 0, 7])
    key.pixels([[9, 8, 7, 9, 8, 6]])
    #expect(try PNGReader.read(save(key)).bitmap.rgb == [255, 255, 255, 9, 8, 6])

    var deep = HandmadePNG(width: 2, height: 1, depth: 16, colourType: 6)
    deep.pixels([[0x80, 0x80, 0, 0, 0, 0, 0xFF, 0xFF, 1, 2, 3, 4, 5, 6, 0, 0]])
    #expect(try PNGReader.read(save(deep)).bitmap.rgb == [128, 0, 0, 255, 255, 255])

    var bits = HandmadePNG(width: 2, height: 1, depth: 1, colourType: 0)
    bits.chunk("tRNS", [0, 0])
    bits.pixels([[0b0100_0000]])
    #expect(try PNGReader.read(save(bits)).bitmap.rgb == [255, 255, 255, 255, 255, 255])

    var holes = HandmadePNG(width: 2, height: 1, depth: 8, colourType: 3)
    holes.chunk("PLTE", [1, 2, 3, 200, 100, 50])
    holes.chunk("tRNS", [0])
    holes.pixels([[0, 1]])
    #expect(try PNGReader.read(save(holes)).bitmap.rgb == [255, 255, 255, 200, 100, 50])
  }

  @Test("16-bit colours are rounded to 8 bits")
  func deep() throws {
    var png = HandmadePNG(width: 1, height: 1, depth: 16, colourType: 2)
    png.pixels([[0xFF, 0x00, 0x00, 0x7F, 0x00, 0x81]])
    #expect(try PNGReader.read(save(png)).bitmap.rgb == [254, 0, 1])
  }

  @Test("interlaced pictures are put together")
  func interlaced() throws {
    let size = 9
    var png = HandmadePNG(width: size, height: size, depth: 8, colourType: 0, interlaced: true)
    var rows: [[UInt8]] = []
    for (x, y, dx, dy) in [
      (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
      (0, 1, 1, 2),
    ] {
      for row in stride(from: y, to: size, by: dy) {
        rows.append(stride(from: x, to: size, by: dx).map { UInt8(10 * row + $0) })
      }
    }
    png.pixels(rows)
    let bitmap = try PNGReader.read(save(png)).bitmap
    for y in 0..<size {
      for x in 0..<size { #expect(Int(bitmap[x, y].red) == 10 * y + x) }
    }
  }

  @Test("EXIF data ahead of the pixels or behind them turn the picture")
  func orientation() throws {
    for isAhead in [true, false] {
      var png = HandmadePNG(width: 2, height: 1, depth: 8, colourType: 0)
      let exif = HandmadeEXIF(orientation: 8).bytes
      if isAhead { png.chunk("eXIf", exif) }
      png.chunk("IDAT", HandmadePNG.deflated([0, 10, 200]))
      if !isAhead { png.chunk("eXIf", exif) }
      png.chunk("IEND", [])
      let bitmap = try PNGReader.read(save(png)).bitmap
      #expect(bitmap == Bitmap(width: 1, height: 2, rgb: [200, 200, 200, 10, 10, 10]))
    }
  }

  @Test("EXIF data that are damaged or say nothing leave the picture as it is")
  func damagedOrientation() throws {
    for exif in [[], Array("MM\0".utf8), Array(HandmadeEXIF(orientation: 6).bytes.dropLast(20))] {
      var png = HandmadePNG(width: 2, height: 1, depth: 8, colourType: 0)
      png.chunk("eXIf", exif)
      png.pixels([[10, 200]])
      #expect(try PNGReader.read(save(png)).bitmap.rgb == [10, 10, 10, 200, 200, 200])
    }
  }

  @Test(
    "tEXt, zTXt and both kinds of iTXt are read, before and behind the pixels, in UTF-8 or Latin-1")
  func foreignTexts() throws {
    var png = HandmadePNG(width: 1, height: 1, depth: 8, colourType: 0)
    png.chunk("tEXt", Array("Title\0".utf8) + [0x57, 0xFC, 0x72, 0x73, 0x74])
    png.chunk("tEXt", Array("Author\0Würst 写真".utf8))
    png.chunk("zTXt", Array("Author\0\0".utf8) + HandmadePNG.deflated(Array("réd".utf8)))
    png.chunk("zTXt", Array("Comment\0\0".utf8) + HandmadePNG.deflated(Array("packed".utf8)))
    png.chunk("gAMA", [0, 0, 0xB1, 0x8F])
    png.chunk("IDAT", HandmadePNG.deflated([0, 7]))
    png.chunk("iTXt", Array("wurst\0\0\0de\0Titel\0grüß".utf8))
    png.chunk("iTXt", Array("late\0\u{1}\0\0\0".utf8) + HandmadePNG.deflated(Array("日".utf8)))
    png.chunk("IEND", [])
    let path = try save(png)
    let found = try PNGReader.texts(path)
    #expect(found.map(\.keyword) == ["Title", "Author", "Author", "Comment", "wurst", "late"])
    #expect(found.map(\.text) == ["Würst", "Würst 写真", "réd", "packed", "grüß", "日"])
    #expect(found.map(\.form) == [.latin, .latin, .latin, .latin, .international, .international])
    let whole = try PNGReader.read(path)
    #expect(whole.texts == found)
    #expect(whole.bitmap.rgb == [7, 7, 7])
  }
}

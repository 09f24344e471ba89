import Files
import Foundation
import Render
import TestSupport
import Testing

@Suite("Writing JPEG pictures")
struct JPEGWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func save(_ bitmap: Bitmap, _ texts: [PNGText] = []) throws -> Path {
    try folder.save(JPEGWriter.encode(bitmap, texts: texts), as: "a.jpg")
  }

  @Test("pixels come back nearly as they were", arguments: [(1, 1), (40, 1), (37, 23), (128, 128)])
  func pixels(width: Int, height: Int) throws {
    let bitmap = Bitmap.scene(width, height)
    let image = try JPEGReader.read(save(bitmap))
    #expect(image.bitmap.size == bitmap.size && image.notices == [])
    let worst = zip(image.bitmap.rgb, bitmap.rgb).map { abs(Int($0) - Int($1)) }.max()
    // Steps of 2 to 10 at quality 95, halved, add up in the 64 waves of a block.
    #expect(try #require(worst) <= 24)
    let one = Bitmap(width: width, height: height, filledWith: RGB(red: 200, green: 40, blue: 90))
    let other = try JPEGReader.read(save(one)).bitmap
    #expect(zip(other.rgb, one.rgb).allSatisfy { abs(Int($0) - Int($1)) <= 2 })
  }

  @Test("colours are as sharp as the light, and the file comes in one scan")
  func form() throws {
    let bytes = try JPEGWriter.encode(Bitmap.scene(16, 16), texts: [])
    let frame = try #require(bytes.firstRange(of: [0xFF, 0xC0])).lowerBound
    // Behind length, depth, height and width: three components, each with its factors.
    #expect(bytes[frame + 9] == 3)
    #expect([11, 14, 17].allSatisfy { bytes[frame + $0] == 0x11 })
  }

  @Test("texts come back as they were written")
  func texts() throws {
    let texts = [
      PNGText(keyword: "parameters", text: "a réd ball, 写真 🌭\nSteps: 30, Seed: 1"),
      PNGText(keyword: "wurst", text: #"{"prompt":"Würstchen 🌭"}"#),
      PNGText(keyword: "Creation Time", text: "2026-11-22T14:05:00.000Z"),
      PNGText(keyword: "Empty", text: ""),
      PNGText(keyword: "Long", text: String(repeating: "a prompt – ", count: 20_000)),
    ]
    let path = try save(Bitmap.scene(20, 20), texts)
    #expect(try JPEGReader.texts(path) == texts)
    #expect(try ImageReader.texts(path) == texts)
    #expect(try JPEGReader.read(path).bitmap == JPEGReader.read(save(Bitmap.scene(20, 20))).bitmap)
  }

  @Test("the EXIF comment is what A1111 writes, byte by byte")
  func comment() throws {
    let bytes = try JPEGWriter.encode(
      Bitmap.scene(1, 1), texts: [PNGText(keyword: "parameters", text: "ä🌭")])
    let place = try #require(bytes.firstRange(of: Array("Exif\0\0".utf8))).upperBound
    #expect(
      Array(bytes[place...].prefix(58)) == Array("MM".utf8) + [
        0, 42, 0, 0, 0, 8, 0, 1, 0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0, 0, 1, 0x92,
        0x86, 0, 7, 0, 0, 0, 14, 0, 0, 0, 44, 0, 0, 0, 0,
      ] + Array("UNICODE\0".utf8) + [0, 0xE4, 0xD8, 0x3C, 0xDF, 0x2D])
  }

  @Test("EXIF comments of other programs are read")
  func otherComments() throws {
    func exif(_ comment: [UInt8], type: UInt8 = 7) -> [UInt8] {
      // The other byte order, and a directory further on.
      let count = UInt8(comment.count)
      let data =
        Array("II".utf8) + [42, 0, 8, 0, 0, 0, 1, 0, 0x69, 0x87, 4, 0, 1, 0, 0, 0, 26, 0, 0, 0]
        + [0, 0, 0, 0, 1, 0, 0x86, 0x92, type, 0, count, 0, 0, 0, 44, 0, 0, 0, 0, 0, 0, 0] + comment
      let body = Array("Exif\0\0".utf8) + data
      return [0xFF, 0xE1, 0, UInt8(body.count + 2)] + body
    }
    for (comment, text) in [
      (Array("UNICODE\0".utf8) + [0x61, 0, 0xE4, 0], "aä"),
      (Array("ASCII\0\0\0a ball".utf8), "a ball"), (Array("a plain ball".utf8), "a plain ball"),
      (Array("UNICODE\0".utf8), ""),
    ] as [([UInt8], String)] {
      let jpeg = try RecordedJPEG("grey").inserting(exif(comment))
      let texts = try JPEGReader.texts(folder.save(jpeg.bytes, as: "b.jpg"))
      #expect(texts == [PNGText(keyword: "parameters", text: text)])
    }
    let comment: [UInt8] = [0xFF, 0xFE, 0, 16] + Array("parameters\0a\0\0".utf8)
    let jpeg = try RecordedJPEG("grey").inserting(comment)
    let texts = try JPEGReader.texts(folder.save(jpeg.bytes, as: "b.jpg"))
    #expect(texts == [PNGText(keyword: "parameters", text: "a")])
  }

  @Test("an infotext that fits into no segment is left out, the recipe is not")
  func tooLong() throws {
    let long = String(repeating: "a", count: 33_000)
    let texts = [PNGText(keyword: "parameters", text: long), PNGText(keyword: "wurst", text: long)]
    #expect(try JPEGReader.texts(save(Bitmap.scene(2, 2), texts)) == [texts[1]])
  }

  @Test("a side that no JPEG file has is refused")
  func tooLarge() throws {
    let bitmap = Bitmap(width: 65_501, height: 1, filledWith: RGB(hex: 0))
    let error = #expect(throws: JPEGError.self) { try JPEGWriter.encode(bitmap, texts: []) }
    #expect(error?.description.contains("65501×1") == true)
  }
}

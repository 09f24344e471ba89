import Files
import Foundation
import Render
import TestSupport
import Testing

@Suite("All words of a picture file")
struct SurveyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func survey(_ bytes: [UInt8]) throws -> PictureSurvey {
    try ImageReader.survey(folder.save(bytes, as: "a"))
  }

  /// A directory of EXIF data after another: number, type and bytes of each entry.
  private func exif(_ entries: [(tag: Int, type: Int, bytes: [UInt8])], below: Bool = false)
    -> [UInt8]
  {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(value >> (8 * $0) & 255) }
    }
    let start = below ? 26 : 8
    var data: [UInt8] = []
    var directory = number(entries.count, 2)
    for entry in entries {
      let place = start + 6 + 12 * entries.count + data.count
      directory += number(entry.tag, 2) + number(entry.type, 2) + number(entry.bytes.count, 4)
      directory +=
        entry.bytes.count > 4
        ? number(place, 4) : entry.bytes + Array(repeating: 0, count: 4 - entry.bytes.count)
      data += entry.bytes.count > 4 ? entry.bytes : []
    }
    let main = number(1, 2) + number(0x8769, 2) + number(4, 2) + number(1, 4) + number(26, 4)
    return Array("II".utf8) + number(42, 2) + number(8, 4) + (below ? main + number(0, 4) : [])
      + directory + number(0, 4) + data
  }

  private func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
    [0xFF, marker, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
  }

  private func png(before: [(String, [UInt8])], after: [(String, [UInt8])] = []) -> [UInt8] {
    var png = HandmadePNG(width: 1, height: 1, depth: 8, colourType: 2)
    for (name, data) in before { png.chunk(name, data) }
    png.chunk("IDAT", HandmadePNG.deflated([0, 1, 2, 3]))
    for (name, data) in after { png.chunk(name, data) }
    png.chunk("IEND", [])
    return png.bytes
  }

  @Test("texts of a PNG file are UTF-8 where they can be, and Latin-1 otherwise")
  func encodings() throws {
    let survey = try survey(
      png(
        before: [
          ("tEXt", Array("a\0Käfer 🪲".utf8)), ("tEXt", Array("b\0".utf8) + [0x4B, 0xE4, 0x66]),
          ("tEXt", Array("c\0".utf8) + [0xC3, 0xA4, 0xE4]),
        ],
        after: [
          ("zTXt", Array("d\0\0".utf8) + HandmadePNG.deflated([0xE9])),
          ("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0<x/>".utf8)),
          ("eXIf", exif([(0x0131, 2, Array("Fooocus\0".utf8))])),
        ]))
    #expect(
      survey.texts == [
        PictureText(.keyword("a"), "Käfer 🪲"), PictureText(.keyword("b"), "Käf"),
        PictureText(.keyword("c"), "Ã¤ä"), PictureText(.keyword("d"), "é"),
        PictureText(.xmp, "<x/>"), PictureText(.exif(.software), "Fooocus"),
      ])
    #expect(survey.notices == [])
  }

  @Test("EXIF comments stand in either directory, with and without the name of their code")
  func userComments() throws {
    let big =
      Array("UNICODE\0".utf8) + "猫 🌭, Steps".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    let little =
      Array("UNICODE\0".utf8) + "猫 🌭, Steps".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let marked = Array("UNICODE\0".utf8) + [0xFF, 0xFE] + Array(little.dropFirst(8))
    for (comment, text) in [
      (big, "猫 🌭, Steps"), (little, "猫 🌭, Steps"), (marked, "猫 🌭, Steps"),
      (Array("ASCII\0\0\0plain\0".utf8), "plain"), (Array("{\"a\": 1}\0".utf8), "{\"a\": 1}"),
      ([0, 0, 0, 0, 0, 0, 0, 0, 0x61], "a"), (Array("Käfer".utf8), "Käfer"),
      ([0x4B, 0xE4, 0x66, 0x65, 0x72], "Käfer"),
    ] as [([UInt8], String)] {
      for below in [true, false] {
        let data = exif([(0x9286, 7, comment)], below: below)
        let jpeg = try RecordedJPEG("grey").inserting(
          segment(0xE1, Array("Exif\0\0".utf8) + data))
        let wanted = [PictureText(.exif(.userComment), text)]
        #expect(try survey(jpeg.bytes).texts == wanted, "\(text)")
        #expect(try survey(png(before: [("eXIf", data)])).texts == wanted)
        for mark in ["", "Exif\0\0"] {
          let chunk = Array(mark.utf8) + data
          #expect(try survey(webp([("EXIF", chunk)])).texts == wanted)
        }
      }
    }
  }

  @Test("the note of a maker is read where it is words")
  func makerNote() throws {
    func texts(_ note: [UInt8]) throws -> [PictureText] {
      try survey(png(before: [("eXIf", exif([(0x927C, 2, note)]))])).texts
    }
    #expect(try texts(Array("fooocus\0".utf8)) == [PictureText(.exif(.makerNote), "fooocus")])
    #expect(try texts([UInt8](repeating: 0x41, count: 5000)) == [])
  }

  private func webp(_ chunks: [(String, [UInt8])]) throws -> [UInt8] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    var bytes = [UInt8](try Data(contentsOf: tests.appending(path: "Pictures/lossless.webp")))
    for (name, data) in chunks {
      bytes += Array(name.utf8) + (0..<4).map { UInt8(data.count >> (8 * $0) & 255) } + data
      if data.count % 2 == 1 { bytes.append(0) }
    }
    return bytes
  }

  @Test("a WebP file has words in EXIF data and XMP, and what is cut short ends them")
  func webpWords() throws {
    let comment = exif([(0x9286, 2, Array("a ball\0".utf8))])
    let whole = try webp([("EXIF", comment), ("XMP ", Array("<x/>".utf8))])
    let texts = [PictureText(.exif(.userComment), "a ball"), PictureText(.xmp, "<x/>")]
    #expect(try survey(whole).texts == texts)
    #expect(try survey(whole.dropLast(2)).texts == [texts[0]])
    #expect(try survey(webp([("XMP ", [])])).texts == [PictureText(.xmp, "")])
  }

  @Test("comments of a JPEG file stand anywhere ahead of the pixels, behind fill bytes too")
  func comments() throws {
    let jpeg = try RecordedJPEG("grey")
    let tables = try #require(jpeg.place(of: 0xDB))
    for (place, fill) in [(2, 0), (tables, 0), (tables, 1), (2, 3)] {
      var bytes = jpeg.bytes
      let fillers = [UInt8](repeating: 0xFF, count: fill)
      bytes.insert(
        contentsOf: segment(0xFE, Array("mold:parameters {\"a\": \"ä\"}".utf8)) + fillers
          + segment(0xFE, Array("parameters\0a\nSteps: 1\0".utf8)) + fillers, at: place)
      #expect(
        try survey(bytes).texts == [
          PictureText(.comment, "mold:parameters {\"a\": \"ä\"}"),
          PictureText(.keyword("parameters"), "a\nSteps: 1"),
        ])
    }
    var behind = jpeg.bytes
    let frame = try #require(jpeg.place(of: 0xC0)) + 2
    let length = Int(behind[frame]) << 8 + Int(behind[frame + 1])
    behind.insert(contentsOf: segment(0xFE, Array("late".utf8)), at: frame + length)
    #expect(try survey(behind).texts == [PictureText(.comment, "late")])
  }

  @Test("XMP of a JPEG file may go on in further segments, in any order")
  func xmp() throws {
    let main = segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0<main/>".utf8))
    func part(_ text: String, at place: Int, digest: Character = "A") -> [UInt8] {
      let head = Array("http://ns.adobe.com/xmp/extension/\0".utf8)
      let numbers = HandmadePNG.number(10) + HandmadePNG.number(place)
      let digest = Array(String(repeating: digest, count: 32).utf8)
      return segment(0xE1, head + digest + numbers + Array(text.utf8))
    }
    let jpeg = try RecordedJPEG("grey").inserting(
      main + part("world", at: 5) + part("hello", at: 0) + part("other", at: 2, digest: "B"))
    #expect(
      try survey(jpeg.bytes).texts == [
        PictureText(.xmp, "<main/>"), PictureText(.xmp, "helloworld"),
      ])
  }

  @Test("what is no picture is said to be none, and damage behind the texts is no matter")
  func damage() throws {
    #expect(throws: ImageError.self) { try survey(Array("words".utf8)) }
    #expect(throws: ImageError.self) { try survey([]) }
    #expect(throws: ImageError.self) { try ImageReader.survey(folder.path / "none") }
    let bytes = png(before: [("tEXt", Array("a\0b".utf8))])
    let cut = try survey(bytes.dropLast(4))
    #expect(cut.texts == [PictureText(.keyword("a"), "b")] && cut.notices.count == 1)
  }

  @Test("mutated files give words or an error")
  func mutations() throws {
    let comment = exif([(0x9286, 7, Array("ASCII\0\0\0a".utf8)), (0x0131, 2, Array("b\0".utf8))])
    let seeds = [
      png(before: [("tEXt", Array("a\0b".utf8)), ("eXIf", comment)]),
      try webp([("EXIF", comment), ("XMP ", Array("<x/>".utf8))]),
      try RecordedJPEG("grey").inserting(segment(0xE1, Array("Exif\0\0".utf8) + comment)).bytes,
    ]
    var mutations = Mutations(seed: 61)
    for seed in seeds {
      for _ in 0..<Mutations.rounds / 10 {
        do {
          _ = try survey(mutations.damaged(seed))
        } catch is ImageError {
        }
      }
    }
  }
}

extension Array where Element == UInt8 {
  fileprivate func dropLast(_ count: Int) -> [UInt8] { Array(self[..<(self.count - count)]) }
}

import Files
import Foundation
import Glibc
import Render
import TestSupport
import Testing

@Suite struct PNGDamageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func save(_ bytes: [UInt8], as name: String = "bad.png") throws -> Path {
    try folder.save(bytes, as: name)
  }

  private func failure(_ path: Path) -> PNGError? {
    do {
      _ = try PNGReader.read(path)
      return nil
    } catch { return error as? PNGError }
  }

  @Test("a missing file, a folder and a named pipe are told apart from damage")
  func noFile() throws {
    let missing = folder.path / "none.png"
    #expect(failure(missing) == .file(.missing(path: missing)))
    #expect(failure(folder.path / "none.png/x.png") == .file(.missing(path: missing / "x.png")))
    #expect(
      failure(folder.path)
        == .file(.unreadable(path: folder.path, reason: "it is not a plain file")))
    let pipe = folder.path / "pipe"
    #expect(unsafe mkfifo(pipe.text, 0o600) == 0)
    #expect(failure(pipe) == .file(.unreadable(path: pipe, reason: "it is not a plain file")))
  }

  @Test("files that are no PNG are named with the reason")
  func foreign() throws {
    for bytes in [[], [0x89], Array("GIF89a and more".utf8)] as [[UInt8]] {
      let path = try save(bytes)
      guard case .damaged(path, _)? = failure(path) else {
        Issue.record("\(bytes) was taken: \(String(describing: failure(path)))")
        continue
      }
    }
  }

  /// What is said of a file that is read nevertheless.
  private func notices(_ bytes: [UInt8]) throws -> [String] {
    let path = try save(bytes)
    let picture = try PNGReader.read(path)
    #expect(picture.image.notices == (try PNGReader.survey(path).notices))
    return picture.image.notices
  }

  @Test("a file cut ahead of its end chunk is damaged, and behind its pixels only a little")
  func truncated() throws {
    let texts = [PNGText(keyword: "parameters", text: "a red ball")]
    let whole = try PNGWriter.encode(Bitmap.scene(16, 16), texts: texts)
    for length in 0..<whole.count {
      let bytes = Array(whole[..<length])
      guard length < whole.count - 12 else {
        #expect(try notices(bytes) == ["Behind its pixels the file is damaged."])
        continue
      }
      let path = try save(bytes)
      guard case .damaged(path, let reason)? = failure(path), !reason.isEmpty else {
        Issue.record("\(length) of \(whole.count) bytes gave \(String(describing: failure(path)))")
        continue
      }
      #expect(throws: PNGError.self) { try PNGReader.texts(path) }
    }
  }

  @Test("a wrong checksum is damage to what is part of the picture, and a notice beside it")
  func checksum() throws {
    for name in ["IHDR", "PLTE", "IDAT", "tRNS", "tEXt", "eXIf", "tIME"] {
      var png = HandmadePNG(width: 1, height: 1, depth: 8, colourType: 3)
      png.chunk("PLTE", [200, 100, 50])
      png.chunk("tRNS", [0])
      png.chunk("tEXt", Array("parameters\0a red ball".utf8))
      png.chunk("eXIf", HandmadeEXIF(orientation: 6).bytes)
      png.chunk("tIME", [7, 234, 1, 1, 0, 0, 0])
      png.pixels([[0]])
      var bytes = png.bytes
      let place = try #require(bytes.firstRange(of: Array(name.utf8))).upperBound
      bytes[place] ^= 1
      let path = try save(bytes)
      switch name {
      case "IHDR", "PLTE", "IDAT":
        guard case .damaged? = failure(path) else {
          Issue.record("a changed \(name) was taken")
          continue
        }
      // What is not read is not looked at either.
      case "tIME": #expect(try notices(bytes) == [])
      default:
        #expect(try notices(bytes) == ["Its \(name) chunk is damaged and was left out."])
        let picture = try PNGReader.read(path)
        #expect(picture.texts.count == (name == "tEXt" ? 0 : 1))
        #expect(picture.bitmap.rgb == (name == "tRNS" ? [200, 100, 50] : [255, 255, 255]))
      }
    }
  }

  @Test("what lies behind the picture is left out, be it a terabyte")
  func rest() throws {
    let whole = try PNGWriter.encode(Bitmap.scene(16, 16), texts: [])
    let notice = ["What lies behind the end of the picture was left out."]
    #expect(try notices(whole + [0]) == notice)
    #expect(try notices(whole + whole) == notice)
    for bytes in [whole, whole.dropLast(12)] {
      let path = try save(bytes)
      #expect(unsafe truncate(path.text, 1 << 40) == 0)
      let image = try PNGReader.read(path).image
      #expect(image.bitmap == Bitmap.scene(16, 16) && image.notices.count == 1)
      #expect(image.end == bytes.count)
    }
  }

  @Test("a stop is obeyed between rows")
  func stopped() throws {
    let path = try save(PNGWriter.encode(Bitmap.scene(16, 16), texts: []))
    let cancellation = Cancellation()
    cancellation.request()
    #expect(throws: CancellationError.self) { try PNGReader.read(path, cancellation) }
  }

  @Test("more than a hundred million pixels are refused before any memory is taken")
  func tooManyPixels() throws {
    var png = HandmadePNG(width: 10_001, height: 10_000, depth: 8, colourType: 0)
    png.pixels([[0]])
    let path = try save(png.bytes)
    #expect(
      failure(path)
        == .tooManyPixels(
          path: path, size: PixelSize(width: 10_001, height: 10_000), limit: 100_000_000))
  }

  @Test("a small file that declares a huge picture is damaged")
  func lyingSize() throws {
    var png = HandmadePNG(width: 10_000, height: 10_000, depth: 8, colourType: 6)
    png.pixels([[0]])
    guard case .damaged(_, let reason)? = failure(try save(png.bytes)) else {
      Issue.record("the picture was taken")
      return
    }
    #expect(reason.contains("10000×10000"))
  }

  @Test("texts that unpack to more than 16 MB are left out, and those behind them")
  func textBomb() throws {
    for (chunks, megabytes, kept) in [(1, 20, 0), (3, 6, 2), (40, 6, 2)] {
      var png = HandmadePNG(width: 1, height: 1, depth: 8, colourType: 0)
      let part = HandmadePNG.letters(megabytes << 20)
      for _ in 0..<chunks { png.chunk("zTXt", Array("a\0\0".utf8) + part) }
      png.chunk("tEXt", Array("b\0behind".utf8))
      png.pixels([[0]])
      let notices = try notices(png.bytes)
      #expect(notices.count == 1 && notices[0].contains("16 MB"), "\(notices)")
      #expect(try PNGReader.texts(folder.path / "bad.png").count == kept)
    }
  }

  @Test("of very many texts the first thousand are read")
  func manyTexts() throws {
    var png = HandmadePNG(width: 1, height: 1, depth: 8, colourType: 0)
    for number in 0..<5000 { png.chunk("tEXt", Array("k\(number)\0v".utf8)) }
    png.pixels([[7]])
    let notices = try notices(png.bytes)
    #expect(notices.count == 1 && notices[0].contains("1000 texts"), "\(notices)")
    let picture = try PNGReader.read(folder.path / "bad.png")
    #expect(picture.texts.map(\.keyword) == (0..<1000).map { "k\($0)" })
    #expect(picture.bitmap.rgb == [7, 7, 7])
  }

  @Test("more chunks than the largest picture has are refused")
  func manyChunks() throws {
    var bytes = HandmadePNG(width: 1, height: 1, depth: 8, colourType: 0).bytes
    let chunk = HandmadePNG.number(0) + Array("vpAg".utf8) + [0, 0, 0, 0]
    for _ in 0..<250_000 { bytes += chunk }
    let path = try save(bytes)
    #expect(failure(path) == .damaged(path: path, reason: "it has more than 250000 chunks"))
  }

  @Test("a text that is no text is left out")
  func noText() throws {
    for (name, data) in [
      ("tEXt", "no end"), ("tEXt", "\0"), ("zTXt", "a\0"), ("zTXt", "a\0\0xyz"),
      ("zTXt", "a\0\u{1}"), ("iTXt", "a\0\0\0de"), ("iTXt", "a\0\u{1}\u{1}\0\0"), ("iTXt", "a\0"),
    ] {
      var png = HandmadePNG(width: 1, height: 1, depth: 8, colourType: 0)
      png.chunk(name, Array(data.utf8))
      png.chunk("tEXt", Array("b\0behind".utf8))
      png.pixels([[0]])
      #expect(try notices(png.bytes) == ["A text in it is damaged and was left out."], "\(data)")
      #expect(try PNGReader.texts(folder.path / "bad.png").map(\.text) == ["behind"])
    }
  }

  @Test("ten megabytes of packed text are read")
  func longText() throws {
    var png = HandmadePNG(width: 1, height: 1, depth: 8, colourType: 0)
    png.chunk("zTXt", Array("a\0\0".utf8) + HandmadePNG.letters(10 << 20))
    png.pixels([[0]])
    let text = try #require(try PNGReader.texts(save(png.bytes)).first).text
    #expect(text.utf8.count >= 10 << 20 && text.utf8.allSatisfy { $0 == UInt8(ascii: "A") })
  }

  @Test("mutated files neither crash nor take memory")
  func mutated() throws {
    var mutations = Mutations(seed: 2026)
    let texts = [
      PNGText(keyword: "parameters", text: "a red ball", form: .latin),
      PNGText(keyword: "wurst", text: String(repeating: "[1, 2] ", count: 500)),
    ]
    var palette = HandmadePNG(width: 8, height: 8, depth: 4, colourType: 3, interlaced: false)
    palette.chunk("PLTE", (0..<48).map { UInt8($0) })
    palette.chunk("tRNS", [0, 128])
    palette.chunk("eXIf", HandmadeEXIF(orientation: 6).bytes)
    palette.pixels(Array(repeating: [1, 2, 3, 4], count: 8))
    let originals = [
      try PNGWriter.encode(Bitmap.scene(24, 24), texts: texts), palette.bytes,
    ]
    let memory = PeakMemory()
    var taken = 0
    for round in 0..<Mutations.rounds {
      var bytes = mutations.damaged(originals[round % 2])
      if round % 3 == 0 { Self.repairChecksums(&bytes) }
      let path = try save(bytes)
      if failure(path) == nil { taken += 1 }
      _ = try? PNGReader.texts(path)
    }
    // Some mutations hit nothing that matters; most are found.
    #expect(taken < Mutations.rounds / 3)
    #expect(!PeakMemory.isAlone || memory.growth < 200 << 20)
  }

  /// Makes the checksums right again, so that damage reaches the code behind them.
  private static func repairChecksums(_ bytes: inout [UInt8]) {
    var repaired = HandmadePNG()
    var position = 8
    while position + 12 <= bytes.count {
      let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
      guard position + 12 + length <= bytes.count else { break }
      let name = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
      repaired.chunk(name, Array(bytes[position + 8..<position + 8 + length]))
      position += 12 + length
    }
    if position == bytes.count { bytes = repaired.bytes }
  }
}

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
    do throws(PNGError) {
      _ = try PNGReader.read(path)
      return nil
    } catch { return error }
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

  @Test("a file cut anywhere is damaged, for its texts as for its pixels")
  func truncated() throws {
    let texts = [PNGText(keyword: "parameters", text: "a red ball")]
    let whole = try PNGWriter.encode(Bitmap.scene(16, 16), texts: texts)
    for length in 0..<whole.count {
      let path = try save(Array(whole[..<length]))
      guard case .damaged(path, let reason)? = failure(path), !reason.isEmpty else {
        Issue.record("\(length) of \(whole.count) bytes gave \(String(describing: failure(path)))")
        continue
      }
      #expect(throws: PNGError.self) { try PNGReader.texts(path) }
    }
  }

  @Test("a wrong checksum is damage")
  func checksum() throws {
    var bytes = try PNGWriter.encode(
      Bitmap.scene(16, 16), texts: [PNGText(keyword: "parameters", text: "a red ball")])
    let place = try #require(bytes.firstIndex(of: UInt8(ascii: "b")))
    bytes[place] ^= 1
    guard case .damaged? = failure(try save(bytes)) else {
      Issue.record("a changed text was taken")
      return
    }
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

  @Test("texts that unpack to more than 16 MB are refused, one or many")
  func textBomb() throws {
    var one = HandmadePNG(width: 1, height: 1, depth: 8, colourType: 0)
    one.chunk("zTXt", Array("a\0\0".utf8) + HandmadePNG.letters(20 << 20))
    one.pixels([[0]])
    var path = try save(one.bytes)
    #expect(failure(path) == .tooMuchText(path: path, limit: 16 << 20))

    for chunks in [3, 40] {
      var many = HandmadePNG(width: 1, height: 1, depth: 8, colourType: 0)
      let part = HandmadePNG.letters(6 << 20)
      for _ in 0..<chunks { many.chunk("zTXt", Array("a\0\0".utf8) + part) }
      many.pixels([[0]])
      path = try save(many.bytes)
      #expect(failure(path) == .tooMuchText(path: path, limit: 16 << 20))
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

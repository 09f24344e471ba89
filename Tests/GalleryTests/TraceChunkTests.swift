import Engine
import Files
import Foundation
import Gallery
import Render
import TestSupport
import Testing

@Suite("What pictures carry of how they came about")
struct TraceChunkTests {
  private let folder: TemporaryFolder
  private let picture = Bitmap(width: 3, height: 2, filledWith: RGB(hex: 0xCC3344))

  init() throws { folder = try TemporaryFolder() }

  private func write(_ trace: PictureTrace) throws -> Path {
    let bytes = try PNGWriter.encode(
      picture, texts: [], chunks: [try TraceChunk.chunk(trace)])
    return try folder.save(bytes, as: "a.png")
  }

  /// A picture with a chunk of the traces' name.
  private func write(chunk data: [UInt8], name: String = "wsTR") throws -> Path {
    var png = HandmadePNG(width: 1, height: 1, depth: 8, colourType: 2)
    png.chunk("IDAT", HandmadePNG.deflated([0, 1, 2, 3]))
    png.chunk(name, data)
    png.chunk("IEND", [])
    return try folder.save(png.bytes, as: "b.png")
  }

  private static func latent(_ channels: Int, _ height: Int, _ width: Int) -> Latent {
    var random = SeededNumbers(5)
    return Latent(
      channels: channels, height: height, width: width,
      values: (0..<channels * height * width).map { _ in
        Float(bitPattern: 0x3F00_0000 | UInt32(truncatingIfNeeded: random.next()) & 0x80FF_FFFF)
      })
  }

  private static func tokens(_ height: Int, _ width: Int, below bound: Int) -> TokenGrid {
    var random = SeededNumbers(6)
    return TokenGrid(
      height: height, width: width,
      codes: (0..<height * width).map { _ in Int32(random.next() % UInt64(bound)) })
  }

  @Test("latent, tokens and times come back bit by bit, in at most 120 kB for 512×512 pixels")
  func roundTrip() throws {
    var trace = PictureTrace(
      latent: Self.latent(16, 12, 12), tokens: Self.tokens(128, 128, below: 8192),
      seconds: [0.25, 31.5, 7.125, 1e-9])
    let path = try write(trace)
    let read = try #require(try TraceChunk.read(path))
    #expect(read == trace)
    #expect(
      read.latent.values.map(\.bitPattern) == trace.latent.values.map(\.bitPattern))
    #expect(try TraceChunk.chunk(trace).data.count < 120_000)
    trace.tokens = nil
    #expect(try TraceChunk.read(write(trace)) == trace)
    // The largest picture, and codes of few bits that end within a byte.
    trace.latent = Self.latent(16, 96, 96)
    trace.tokens = Self.tokens(1024, 1024, below: 8192)
    trace.seconds = []
    #expect(try TraceChunk.read(write(trace)) == trace)
    for bound in [1, 2, 3, 1 << 13 + 1, 1 << 24] {
      trace.tokens = Self.tokens(3, 5, below: bound)
      #expect(try TraceChunk.read(write(trace)) == trace, "\(bound)")
    }
  }

  @Test("the chunk lies behind the pixels, and the picture and its texts are read as ever")
  func place() throws {
    let path = try write(PictureTrace(latent: Self.latent(1, 1, 1), tokens: nil))
    #expect(try PNGReader.read(path).bitmap == picture)
    let survey = try PNGReader.survey(path)
    #expect(survey.texts.isEmpty && survey.notices.isEmpty && survey.privateChunks == ["wsTR"])
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path.text)))
    let names = (0..<bytes.count - 4).filter {
      ["IDAT", "wsTR", "IEND"].contains(String(decoding: bytes[$0..<$0 + 4], as: UTF8.self))
    }
    #expect(names.map { bytes[$0] } == Array("IwI".utf8))
  }

  @Test("a picture without one carries no trace, and other programs' chunks are none")
  func none() throws {
    #expect(try TraceChunk.read(write(chunk: [1, 2, 3], name: "zzZz")) == nil)
    #expect(throws: PNGError.file(.missing(path: "/nowhere.png"))) {
      try TraceChunk.read("/nowhere.png")
    }
  }

  private static func number(_ value: Int, _ bytes: Int = 2) -> [UInt8] {
    (0..<bytes).map { UInt8(value >> (8 * $0) & 255) }
  }

  /// No timings, a latent of one number, and what may follow.
  private static let small: [UInt8] =
    [0] + number(1) + number(1) + number(1) + number(Int(Float(2).bitPattern), 4)

  @Test(
    "a trace that lies is refused with what is wrong",
    arguments: [
      ([], "it ends too early"), (small, "it ends too early"), ([17], "it has 17 timings"),
      ([1] + number(0, 6) + [0xF0, 0x7F], "a timing is no number of seconds"),
      ([1] + number(0, 6) + [0xF0, 0xBF], "a timing is no number of seconds"),
      ([0] + number(0) + number(1) + number(1), "an extent is 0"),
      ([0] + number(16) + number(1025) + number(1), "an extent is 1025"),
      ([0] + number(256) + number(1024) + number(1024), "it ends too early"),
      (
        [0] + number(1) + number(1) + number(1) + number(Int(Float.nan.bitPattern), 4) + [0],
        "its latent has numbers that are not finite"
      ),
      (
        [0] + number(1) + number(1) + number(1) + number(Int(Float(-3e38).bitPattern), 4) + [0],
        "its latent has numbers that no model draws, beyond 1000000"
      ),
      (small + [25] + number(1) + number(1) + [0, 0, 0, 0], "its codes have 25 bits"),
      (small + [13] + number(1024) + number(1024), "it ends too early"),
      (small + [0, 7, 7], "2 bytes lie behind it"),
    ] as [([UInt8], String)])
  func lies(body: [UInt8], reason: String) throws {
    let path = try write(chunk: [1] + HandmadePNG.deflated(body))
    #expect(throws: TraceError.damaged(path: path, reason: reason)) { try TraceChunk.read(path) }
    // The picture is none the worse for it.
    #expect(try PNGReader.read(path).bitmap.rgb == [1, 2, 3])
  }

  @Test("a smallest trace is one")
  func smallest() throws {
    let path = try write(chunk: [1] + HandmadePNG.deflated(Self.small + [0]))
    #expect(
      try TraceChunk.read(path)
        == PictureTrace(latent: Latent(channels: 1, height: 1, width: 1, values: [2]), tokens: nil))
  }

  @Test("a version that is not known is named")
  func version() throws {
    let path = try write(chunk: [2] + HandmadePNG.deflated(Self.small))
    let error = #expect(throws: TraceError.self) { try TraceChunk.read(path) }
    #expect(error?.description.contains("is of version 2, which this wurst cannot read") == true)
    let empty = try write(chunk: [])
    #expect(throws: TraceError.damaged(path: empty, reason: "it is empty")) {
      try TraceChunk.read(empty)
    }
  }

  @Test("what unpacks to more than it may is not unpacked, nor is a chunk too long read")
  func bombs() throws {
    let bomb = try write(chunk: [1] + HandmadePNG.letters(4_200_000))
    let memory = PeakMemory()
    #expect(
      throws: TraceError.damaged(path: bomb, reason: "it does not unpack to 4 MB or less")
    ) { try TraceChunk.read(bomb) }
    // The chunk is passed over by its length, whatever is in it.
    let long = folder.path / "long.png"
    try AtomicFile.write(to: long) { content throws(WriteError) in
      var png = HandmadePNG(width: 1, height: 1, depth: 8, colourType: 2)
      png.chunk("IDAT", HandmadePNG.deflated([0, 1, 2, 3]))
      try content.append(png.bytes + HandmadePNG.number(5 << 20) + Array("wsTR".utf8))
      try content.append([UInt8](repeating: 1, count: 5 << 20 + 4))
      var end = HandmadePNG()
      end.chunk("IEND", [])
      try content.append(Array(end.bytes.dropFirst(8)))
    }
    #expect(
      throws: PNGError.damaged(
        path: long, reason: "its wsTR chunk has more than \(4 << 20) bytes")
    ) { try TraceChunk.read(long) }
    if PeakMemory.isAlone { #expect(memory.growth < 20 << 20) }
  }

  @Test("a wrong checksum and an end within the chunk are damage, not absence")
  func cut() throws {
    let path = try write(PictureTrace(latent: Self.latent(2, 3, 4), tokens: nil))
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: path.text)))
    bytes[bytes.count - 20] ^= 1
    let changed = try folder.save(bytes, as: "c.png")
    #expect(
      throws: PNGError.damaged(path: changed, reason: "the checksum of its wsTR chunk is wrong")
    ) { try TraceChunk.read(changed) }
    let cut = try folder.save(Array(bytes.dropLast(30)), as: "d.png")
    #expect(throws: PNGError.damaged(path: cut, reason: "the file ends too early")) {
      try TraceChunk.read(cut)
    }
  }

  @Test("whatever bytes are changed, a trace is read, missed or refused")
  func mutations() throws {
    let trace = PictureTrace(
      latent: Self.latent(4, 3, 3), tokens: Self.tokens(5, 7, below: 300), seconds: [1, 2])
    let whole = [UInt8](try Data(contentsOf: URL(filePath: write(trace).text)))
    var random = SeededNumbers(11)
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0...Int(random.next() % 3) {
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      let path = try folder.save(bytes, as: "m.png")
      do {
        _ = try TraceChunk.read(path)
      } catch is PNGError {
      } catch is TraceError {
      }
    }
  }
}

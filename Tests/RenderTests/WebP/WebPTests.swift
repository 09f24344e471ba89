import Files
import Foundation
import Glibc
import Render
import TestSupport
import Testing

@Suite("WebP pictures")
struct WebPTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func recorded(_ name: String) throws -> [UInt8] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return [UInt8](try Data(contentsOf: tests.appending(path: "Pictures/\(name).webp")))
  }

  private func read(_ bytes: [UInt8]) throws -> ImageReading {
    try ImageReader.read(folder.save(bytes, as: "a.jpg"))
  }

  private func failure(_ bytes: [UInt8]) throws -> String? {
    do {
      _ = try read(bytes)
      return nil
    } catch let error as ImageError {
      guard case .webp(.damaged(_, let reason)) = error else { return "\(error)" }
      return reason
    }
  }

  private static let quarters = [
    RGB(red: 200, green: 40, blue: 40), RGB(red: 40, green: 180, blue: 60),
    RGB(red: 50, green: 60, blue: 210), RGB(red: 230, green: 220, blue: 60),
  ]

  private func middles(_ bitmap: Bitmap) -> [RGB] {
    let (w, h) = (bitmap.width, bitmap.height)
    return [(w / 4, h / 4), (3 * w / 4, h / 4), (w / 4, 3 * h / 4), (3 * w / 4, 3 * h / 4)]
      .map { bitmap[$0.0, $0.1] }
  }

  private func distance(_ a: [RGB], _ b: [RGB]) -> Int {
    zip(a, b).map { a, b in
      max(
        abs(Int(a.red) - Int(b.red)), abs(Int(a.green) - Int(b.green)),
        abs(Int(a.blue) - Int(b.blue)))
    }.max() ?? .max
  }

  @Test("lossy and lossless pictures are read, transparent ones on white")
  func colours() throws {
    let lossless = try read(recorded("lossless"))
    #expect(middles(lossless.bitmap) == Self.quarters && lossless.notices == [])
    // Lossy files hold colours in numbers of 16 to 235.
    #expect(try distance(middles(read(recorded("lossy")).bitmap), Self.quarters) <= 4)
    let white = RGB(hex: 0xFFFFFF)
    // A fifth of (230, 220, 60) on white.
    let pale = RGB(red: 250, green: 248, blue: 216)
    let wanted = [Self.quarters[0], white, Self.quarters[2], pale]
    #expect(try middles(read(recorded("alpha")).bitmap) == wanted)
    #expect(try distance(middles(read(recorded("alpha-lossy")).bitmap), wanted) <= 4)
  }

  @Test("the part that was erased is the mask")
  func mask() throws {
    let path = try folder.save(recorded("alpha"), as: "mask.webp")
    let mask = try MaskReader.read(path)
    #expect(middles(mask.bitmap).map(\.red) == [0, 255, 0, 204] && mask.notices.count == 1)
  }

  /// The lossless picture in a file with more chunks.
  private func extended(_ chunks: [(String, [UInt8])]) throws -> [UInt8] {
    func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
      Array(name.utf8) + HandmadePNG.number(data.count).reversed() + data
        + (data.count % 2 == 0 ? [] : [0])
    }
    let names = chunks.map(\.0)
    let flags: UInt8 = (names.contains("ICCP") ? 0x20 : 0) | (names.contains("EXIF") ? 0x08 : 0)
    let body =
      Array("WEBP".utf8) + chunk("VP8X", [flags, 0, 0, 0, 47, 0, 0, 31, 0, 0])
      + chunks.filter { $0.0 == "ICCP" }.flatMap(chunk) + (try recorded("lossless").dropFirst(12))
      + chunks.filter { $0.0 != "ICCP" }.flatMap(chunk)
    return Array("RIFF".utf8) + HandmadePNG.number(body.count).reversed() + body
  }

  @Test("EXIF data turn the picture, and its profile gives it its colours")
  func extended() throws {
    let exif = HandmadeEXIF(orientation: 6).bytes
    for data in [exif, Array("Exif\0\0".utf8) + exif] {
      let image = try read(extended([("EXIF", data)]))
      #expect(image.bitmap.size == PixelSize(width: 32, height: 48))
      #expect(middles(image.bitmap) == [2, 0, 3, 1].map { Self.quarters[$0] })
    }
    let profile = HandmadeICC(colours: HandmadeICC.displayP3, gamma: 1.8).bytes
    var png = HandmadePNG(width: 48, height: 32, depth: 8, colourType: 2)
    png.chunk("iCCP", Array("p\0\0".utf8) + HandmadePNG.deflated(profile))
    let rgb = try read(recorded("lossless")).bitmap.rgb
    png.pixels((0..<32).map { Array(rgb[144 * $0..<144 * ($0 + 1)]) })
    let image = try read(extended([("ICCP", profile)]))
    #expect(try image.bitmap == read(png.bytes).bitmap && image.notices == [])
    let damaged = try read(extended([("ICCP", Array(profile[..<90]))]))
    #expect(damaged.bitmap.rgb == rgb && damaged.notices.count == 1)
  }

  @Test("a file cut anywhere is damaged, and what lies behind it is left out")
  func truncated() throws {
    for name in ["lossy", "lossless", "alpha-lossy"] {
      let whole = try recorded(name)
      for length in 12..<whole.count {
        #expect(try failure(Array(whole[..<length])) == "the file ends too early")
        // With a length that fits, only the decoder can tell.
        let content = HandmadePNG.number(length - 8).reversed()
        _ = try failure(Array(whole[..<4]) + content + Array(whole[8..<length]))
      }
      let path = try folder.save(whole, as: "tail.webp")
      #expect(unsafe truncate(path.text, 1 << 40) == 0)
      let image = try ImageReader.read(path)
      #expect(image.bitmap == (try read(whole).bitmap) && image.end == whole.count)
      #expect(image.notices == ["What lies behind the end of the picture was left out."])
    }
  }

  @Test("an animation is refused by name, and a stop is obeyed")
  func refused() throws {
    #expect(
      try failure(recorded("animated")) == "it is an animation; save one of its pictures")
    let path = try folder.save(recorded("lossy"), as: "a.webp")
    let cancellation = Cancellation()
    cancellation.request()
    #expect(throws: CancellationError.self) { try ImageReader.read(path, cancellation) }
  }
}

@Suite struct WebPDamageTests {
  @Test("mutated files give an error or a picture, and take little memory")
  func mutated() throws {
    let folder = try TemporaryFolder()
    let pictures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let originals = try ["lossy", "lossless", "alpha", "alpha-lossy"].map {
      [UInt8](try Data(contentsOf: pictures.appending(path: "Pictures/\($0).webp")))
    }
    var mutations = Mutations(seed: 2026)
    let memory = PeakMemory()
    var taken = 0
    for round in 0..<Mutations.rounds {
      let bytes = mutations.damaged(originals[round % originals.count])
      let path = try folder.save(bytes, as: "bad.webp")
      if (try? WebPReader.read(path)) != nil { taken += 1 }
      _ = try? MaskReader.read(path)
    }
    // Nothing but the length of a part is checked by the format.
    #expect(taken > Mutations.rounds / 50 && taken < Mutations.rounds * 2 / 3, "\(taken)")
    #expect(!PeakMemory.isAlone || memory.growth < 256 << 20)
  }
}

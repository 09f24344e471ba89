import Files
import Foundation
import Glibc
import Render
import TestSupport
import Testing

@Suite struct JPEGTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ jpeg: RecordedJPEG) throws -> Bitmap {
    try JPEGReader.read(folder.save(jpeg.bytes, as: "made.jpg")).bitmap
  }

  private static let quarters = [
    RGB(red: 200, green: 40, blue: 40), RGB(red: 40, green: 180, blue: 60),
    RGB(red: 50, green: 60, blue: 210), RGB(red: 230, green: 220, blue: 60),
  ]

  /// The colours in the middle of the quarters, from the top left to the bottom right.
  private static func middles(_ bitmap: Bitmap) -> [RGB] {
    let (w, h) = (bitmap.width, bitmap.height)
    return [(w / 4, h / 4), (3 * w / 4, h / 4), (w / 4, 3 * h / 4), (3 * w / 4, 3 * h / 4)]
      .map { bitmap[$0.0, $0.1] }
  }

  private static func distance(_ a: [RGB], _ b: [RGB]) -> Int {
    zip(a, b).map { a, b in
      max(
        abs(Int(a.red) - Int(b.red)), abs(Int(a.green) - Int(b.green)),
        abs(Int(a.blue) - Int(b.blue)))
    }.max() ?? .max
  }

  @Test(
    "colours come back whatever way they are stored",
    arguments: ["baseline", "progressive", "restarts", "rgb", "scans", "cmyk", "ycck"])
  func colours(name: String) throws {
    let bitmap = try read(RecordedJPEG(name))
    #expect(bitmap.size == PixelSize(width: 48, height: 32))
    #expect(Self.distance(Self.middles(bitmap), Self.quarters) <= 3)
  }

  @Test("grey has three equal colours")
  func grey() throws {
    let wanted = Self.quarters.map { colour in
      let luma =
        0.299 * Double(colour.red) + 0.587 * Double(colour.green) + 0.114 * Double(colour.blue)
      return RGB(level: luma + 0.5, luma + 0.5, luma + 0.5)
    }
    let bitmap = try read(RecordedJPEG("grey"))
    #expect(Self.distance(Self.middles(bitmap), wanted) <= 2)
    #expect(Self.middles(bitmap).allSatisfy { $0.red == $0.green && $0.green == $0.blue })
  }

  @Test("inks without an Adobe marker are inks, not the light they leave")
  func plainInks() throws {
    let light = Self.middles(try read(RecordedJPEG("cmyk")))
    let ink = Self.middles(try read(RecordedJPEG("cmyk").removing(0xEE)))
    // Of the first quarter (255, 51, 51, 200) are kept: (255 − kept) · (255 − 200) / 255.
    #expect(Self.distance([light[0]], [Self.quarters[0]]) <= 3)
    #expect(Self.distance([ink[0]], [RGB(red: 0, green: 44, blue: 44)]) <= 3)
  }

  @Test("the picture is turned as its EXIF data say", arguments: 1...8)
  func orientations(orientation: Int) throws {
    let stored = try read(RecordedJPEG("baseline"))
    let corners = Self.middles(stored)
    // Where the first row and the first column are seen (EXIF 2.32 §4.6.4).
    let sides = [
      ("top", "left"), ("top", "right"), ("bottom", "right"), ("bottom", "left"), ("left", "top"),
      ("right", "top"), ("right", "bottom"), ("left", "bottom"),
    ][orientation - 1]
    let isTurned = orientation > 4
    func seen(storedRight: Bool, storedBottom: Bool) -> (right: Bool, bottom: Bool) {
      let alongRow = storedBottom ? Self.opposite(sides.0) : sides.0
      let alongColumn = storedRight ? Self.opposite(sides.1) : sides.1
      return (
        alongRow == "right" || alongColumn == "right",
        alongRow == "bottom" || alongColumn == "bottom"
      )
    }
    var wanted = corners
    for corner in 0..<4 {
      let place = seen(storedRight: corner % 2 == 1, storedBottom: corner / 2 == 1)
      wanted[(place.bottom ? 2 : 0) + (place.right ? 1 : 0)] = corners[corner]
    }
    for isBigEndian in [true, false] {
      for type in [3, 4] {
        let exif = HandmadeEXIF(orientation: orientation, type: type, isBigEndian: isBigEndian)
        let bitmap = try read(RecordedJPEG("baseline").inserting(exif.segment))
        #expect(Self.middles(bitmap) == wanted)
        #expect(bitmap.width == (isTurned ? 32 : 48) && bitmap.height == (isTurned ? 48 : 32))
        #expect(bitmap.rgb.sorted() == stored.rgb.sorted())
      }
    }
  }

  private static func opposite(_ side: String) -> String {
    ["top": "bottom", "bottom": "top", "left": "right", "right": "left"][side] ?? side
  }

  @Test("every pixel goes where turning and mirroring puts it")
  func turns() throws {
    let bitmap = Bitmap.random(5, 3, from: RGB.palette(15, seed: 1), seed: 2)
    func right(_ bitmap: Bitmap) throws -> Bitmap { try bitmap.turned(.turnedRight) }
    func mirrored(_ bitmap: Bitmap) throws -> Bitmap { try bitmap.turned(.mirrored) }
    let turned = try right(bitmap)
    for y in 0..<3 {
      for x in 0..<5 {
        #expect(turned[2 - y, x] == bitmap[x, y])
        #expect(try mirrored(bitmap)[4 - x, y] == bitmap[x, y])
      }
    }
    #expect(try bitmap.turned(.upright) == bitmap)
    #expect(try bitmap.turned(.upsideDown) == right(right(bitmap)))
    #expect(try bitmap.turned(.turnedLeft) == right(right(right(bitmap))))
    #expect(try bitmap.turned(.flipped) == right(right(mirrored(bitmap))))
    #expect(try bitmap.turned(.transposed) == mirrored(right(bitmap)))
    #expect(try bitmap.turned(.transversed) == right(mirrored(bitmap)))
  }

  @Test("EXIF data that are damaged or say something unknown leave the picture as it is")
  func damagedOrientation() throws {
    let plain = try read(RecordedJPEG("baseline"))
    for value in [0, 9, 65535] {
      let segment = HandmadeEXIF(orientation: value).segment
      #expect(try read(RecordedJPEG("baseline").inserting(segment)) == plain)
    }
    let wrongType = HandmadeEXIF(orientation: 6, type: 2).segment
    #expect(try read(RecordedJPEG("baseline").inserting(wrongType)) == plain)
    let whole = HandmadeEXIF(orientation: 6)
    for lost in [0, 1, 4, 22, 24, 30, 40, whole.bytes.count] {
      let body = Array("Exif\0\0".utf8) + whole.bytes.dropLast(lost)
      let segment = [0xFF, 0xE1, 0, UInt8(body.count + 2)] + body
      let bitmap = try read(RecordedJPEG("baseline").inserting(segment))
      // The entry itself ends 18 bytes before the end.
      #expect((bitmap == plain) == (lost > 18), "\(lost) bytes lost")
    }
    for byte in whole.bytes.indices {
      var bytes = whole.bytes
      bytes[byte] = 0xFF
      let body = Array("Exif\0\0".utf8) + bytes
      let segment = [0xFF, 0xE1, 0, UInt8(body.count + 2)] + body
      #expect(try read(RecordedJPEG("baseline").inserting(segment)).rgb.count == plain.rgb.count)
    }
  }

  @Test("EXIF data are found behind other data of the same kind")
  func laterSegment() throws {
    let other: [UInt8] = [0xFF, 0xE1, 0, 10] + Array("http://x".utf8)
    let turned = try read(
      RecordedJPEG("baseline").inserting(HandmadeEXIF(orientation: 6).segment).inserting(other))
    #expect(turned.size == PixelSize(width: 32, height: 48))
  }

  @Test(
    "what costs no pixels is passed over with a notice: strange bytes, a missing end, more behind it"
  )
  func harmless() throws {
    let whole = try RecordedJPEG("texture")
    let wanted = try read(whole)
    func notices(_ jpeg: RecordedJPEG) throws -> [String] {
      let image = try JPEGReader.read(folder.save(jpeg.bytes, as: "made.jpg"))
      #expect(image.bitmap == wanted)
      #expect(image.end == min(jpeg.bytes.count, whole.bytes.count))
      return image.notices
    }
    #expect(try notices(whole) == [])
    var longer = whole
    longer.bytes += Array(repeating: 7, count: 100_000)
    #expect(try notices(longer) == ["What lies behind the end of the picture was left out."])
    for appendix in [whole.bytes, [0, 0, 0, 24] + Array("ftypmp42".utf8)] {
      var camera = whole
      camera.bytes += appendix
      #expect(try notices(camera) == [], "cameras put second pictures and films there")
    }
    var endless = whole
    endless.bytes.removeLast(2)
    #expect(try notices(endless) == ["Behind its pixels the file is damaged."])
    var strange = whole
    strange.bytes.insert(contentsOf: [0, 7, 0], at: try #require(whole.place(of: 0xDB)))
    let image = try JPEGReader.read(folder.save(strange.bytes, as: "made.jpg"))
    #expect(image.bitmap == wanted && image.notices == ["Strange bytes in it were left out."])
  }

  @Test("of very many segments the first are read, and the picture behind them")
  func manySegments() throws {
    let whole = try RecordedJPEG("texture")
    var many = whole
    let segments = Array(repeating: [0xFF, 0xE1, 0, 3, 7] as [UInt8], count: 100_000).joined()
    many.bytes.insert(contentsOf: segments, at: 2)
    let image = try JPEGReader.read(folder.save(many.bytes, as: "made.jpg"))
    #expect(try image.bitmap == read(whole))
    #expect(image.notices == ["It has more segments than are read; the rest was left out."])
  }

  @Test("a picture with a tail of a terabyte is read up to its end, be it marked or not")
  func rest() throws {
    for name in ["texture", "texture-progressive"] {
      let whole = try RecordedJPEG(name)
      let wanted = try read(whole)
      for bytes in [whole.bytes, whole.bytes.dropLast(2)] {
        let path = try folder.save(bytes, as: "made.jpg")
        #expect(unsafe truncate(path.text, 1 << 40) == 0)
        let image = try? JPEGReader.read(path)
        // Whether the last of many scans is there is not known without the end marker.
        let isRead = name == "texture" || bytes.count == whole.bytes.count
        #expect(image?.bitmap == (isRead ? wanted : nil))
        #expect((image?.notices.count ?? 1) == 1)
      }
    }
  }

  @Test("a stop is obeyed between rows and between the parts of a progressive picture")
  func stopped() throws {
    for name in ["texture", "texture-progressive"] {
      let path = try folder.save(RecordedJPEG(name).bytes, as: "made.jpg")
      let cancellation = Cancellation()
      cancellation.request()
      #expect(throws: CancellationError.self) { try JPEGReader.read(path, cancellation) }
    }
  }
}

import Files
import Render
import TestSupport
import Testing

@Suite("Masks")
struct MaskReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// One row of red, green, blue and opacity.
  private func mask(_ pixels: [[UInt8]], exif: HandmadeEXIF? = nil) throws -> ImageReading {
    var png = HandmadePNG(width: pixels.count, height: 1, depth: 8, colourType: 6)
    if let exif { png.chunk("eXIf", exif.bytes) }
    png.pixels([pixels.flatMap(\.self)])
    return try MaskReader.read(folder.save(png.bytes, as: "mask.png"))
  }

  private func levels(_ image: ImageReading) -> [UInt8] {
    let (width, height) = (image.bitmap.width, image.bitmap.height)
    return (0..<width * height).map { image.bitmap[$0 % width, $0 / width] }.map { colour in
      #expect(colour.red == colour.green && colour.red == colour.blue)
      return colour.red
    }
  }

  @Test("where all is opaque, the colours are the mask")
  func opaque() throws {
    let image = try mask([[255, 255, 255, 255], [0, 0, 0, 255], [9, 9, 9, 255]])
    #expect(levels(image) == [255, 0, 9] && image.notices == [])
    let jpeg = try folder.save(RecordedJPEG("grey").bytes, as: "mask.jpg")
    #expect(try MaskReader.read(jpeg) == ImageReader.read(jpeg))
  }

  @Test("what is opaque and of one colour is drawn anew", arguments: [0, 128, 255] as [UInt8])
  func painted(colour: UInt8) throws {
    let image = try mask([
      [colour, colour, colour, 255], [colour, colour, colour, 0], [colour, colour, colour, 200],
      [255 - colour, 7, 7, 0], [255 - colour, 7, 7, 90],
    ])
    #expect(levels(image) == [255, 0, 200, 0, 90])
    #expect(image.notices == ["What is opaque in it is drawn anew, whatever its colour."])
  }

  @Test("what was erased from a picture is drawn anew")
  func erased() throws {
    let image = try mask([
      [200, 100, 50, 255], [10, 100, 50, 250], [200, 100, 50, 0], [0, 0, 0, 60],
    ])
    #expect(levels(image) == [0, 5, 255, 195])
    #expect(image.notices == ["What is transparent in it, as if erased, is drawn anew."])
  }

  @Test("a transparency that tells nothing apart is that of paper")
  func everywhere() throws {
    let nothing = try mask([[0, 0, 0, 0], [9, 200, 0, 0]])
    #expect(levels(nothing) == [255, 255] && nothing.notices == [])
    let thin = try mask([[0, 0, 0, 255], [255, 255, 255, 180]])
    #expect(levels(thin) == [0, 255] && thin.notices == [])
  }

  @Test("a mask is turned as its EXIF data say")
  func turned() throws {
    let image = try mask(
      [[7, 7, 7, 255], [7, 7, 7, 0]], exif: HandmadeEXIF(orientation: 8))
    #expect(image.bitmap.size == PixelSize(width: 1, height: 2) && levels(image) == [0, 255])
  }

  @Test("a key colour and the opacity of a palette count as well")
  func otherTransparency() throws {
    var palette = HandmadePNG(width: 2, height: 1, depth: 8, colourType: 3)
    palette.chunk("PLTE", [1, 2, 3, 200, 100, 50])
    palette.chunk("tRNS", [0])
    palette.pixels([[0, 1]])
    #expect(levels(try MaskReader.read(folder.save(palette.bytes, as: "a"))) == [0, 255])
  }
}

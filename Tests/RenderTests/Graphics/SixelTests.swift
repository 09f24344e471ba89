import Render
import Testing

@Suite struct SixelTests {
  private let encoder = SixelEncoder()

  @Test("a picture of few colours comes back pixel by pixel", arguments: 1...13)
  func heights(height: Int) throws {
    let bitmap = Bitmap.random(29, height, from: RGB.palette(40, seed: 5), seed: UInt64(height))
    let decoded = try DecodedSixel(encoder.encode(bitmap, colours: 256))
    // 101 steps for each channel: at most 1.3 of 255, rounded twice.
    #expect(try #require(decoded.worstDifference(to: bitmap)) <= 2)
  }

  @Test("one pixel column, one pixel row and one pixel are drawn")
  func thin() throws {
    for (width, height) in [(1, 1), (1, 50), (50, 1), (1000, 6), (6, 1000)] {
      let bitmap = Bitmap.random(width, height, from: RGB.palette(3, seed: 6), seed: 7)
      let decoded = try DecodedSixel(encoder.encode(bitmap, colours: 16))
      #expect(try #require(decoded.worstDifference(to: bitmap)) <= 2, "\(width)×\(height)")
    }
  }

  @Test("exactly as many colours as allowed are kept, in whole-number enlargements as well")
  func exact() throws {
    let latent = Bitmap.random(12, 12, from: RGB.palette(144, seed: 8), seed: 9)
      .scaled(width: 84, height: 84, filter: .nearest)
    let tokens = Bitmap.random(128, 128, from: RGB.palette(256, seed: 10), seed: 11)
      .scaled(width: 384, height: 384, filter: .nearest)
    for (bitmap, colours) in [(latent, 144), (tokens, 256)] {
      let decoded = try DecodedSixel(
        encoder.encode(bitmap, colours: colours), registers: colours)
      #expect(try #require(decoded.worstDifference(to: bitmap)) <= 2)
    }
  }

  @Test("the bitmap of one colour is drawn with one")
  func single() throws {
    let bitmap = Bitmap(width: 300, height: 200, filledWith: RGB(hex: 0x336699))
    let bytes = try encoder.encode(bitmap, colours: 2)
    let decoded = try DecodedSixel(bytes)
    #expect(try #require(decoded.worstDifference(to: bitmap)) <= 2)
    #expect(bytes.count < 600, "runs are merged")
  }

  @Test(
    "a photograph gets a palette of the size asked for and stays near the original",
    arguments: [(2, 12.0), (16, 25.0), (64, 31.0), (256, 35.0)])
  func photograph(colours: Int, decibels: Double) throws {
    let bitmap = Bitmap.scene(160, 120)
    let decoded = try DecodedSixel(
      encoder.encode(bitmap, colours: colours), registers: colours)
    #expect(decoded.palette.count <= colours)
    let rgb = decoded.pixels.flatMap { pixel in
      let drawn = pixel ?? RGB(hex: 0xFF00FF)
      return [drawn.red, drawn.green, drawn.blue]
    }
    let drawn = Bitmap(width: decoded.width, height: decoded.height, rgb: rgb)
    #expect(decoded.pixels.allSatisfy { $0 != nil })
    #expect(ImageQuality(of: drawn, against: bitmap).peakSignalToNoise > decibels)
  }

  @Test("encoding leaves no trace: the same bitmap gives the same bytes again")
  func repeatable() throws {
    let bitmap = Bitmap.scene(60, 45)
    let first = try encoder.encode(bitmap, colours: 64)
    #expect(try encoder.encode(bitmap, colours: 64) == first)
  }
}

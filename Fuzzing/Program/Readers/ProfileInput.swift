import Render
import TestSupport

/// ICC profiles of colours, greys and inks.
struct ProfileInput: FuzzedReader {
  private let file = MemoryFile()

  func read(_ bytes: [UInt8]) throws {
    for (type, row) in [(2, [200, 100, 50]), (0, [100])] as [(Int, [UInt8])] {
      var png = HandmadePNG(width: 1, height: 1, depth: 8, colourType: type)
      png.chunk("iCCP", Array("profile\0\0".utf8) + HandmadePNG.deflated(bytes))
      png.pixels([row])
      let image = try PNGReader.read(file.hold(png.bytes)).image
      check(image.bitmap.size == PixelSize(width: 1, height: 1))
    }
    let profile = Array("ICC_PROFILE\0".utf8) + [1, 1] + bytes
    guard profile.count + 2 <= 0xFFFF else { return }
    let length = [UInt8((profile.count + 2) >> 8), UInt8((profile.count + 2) & 255)]
    let marked = [0xFF, 0xE2] + length + profile
    let image = try JPEGReader.read(file.hold(Self.inks[..<2] + marked + Self.inks[2...]))
    check(image.bitmap.size == PixelSize(width: 8, height: 8))
  }

  /// A JPEG file of 8×8 pixels of four inks, all of them nought.
  private static let inks: [UInt8] = {
    var bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0] + Array(repeating: 1, count: 64)
    bytes += [0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4]
    for component in 1...4 as ClosedRange<UInt8> { bytes += [component, 0x11, 0] }
    // One code of one bit: no difference, no further wave.
    for table in [0x00, 0x10] as [UInt8] {
      bytes += [0xFF, 0xC4, 0, 20, table, 1] + Array(repeating: 0, count: 16)
    }
    bytes += [0xFF, 0xDA, 0, 14, 4] + (1...4).flatMap { [$0, 0x00] as [UInt8] } + [0, 63, 0]
    return bytes + [0x00, 0xFF, 0xD9]
  }()
}

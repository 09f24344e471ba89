import Render
import TestSupport

/// PNG files as they come, and with the checksums that their chunks should have.
struct PNGInput: FuzzedReader {
  private let file = MemoryFile()

  func read(_ bytes: [UInt8]) throws {
    try readFile(bytes)
    let sealed = Self.sealed(bytes)
    if sealed != bytes { try readFile(sealed) }
  }

  private func readFile(_ bytes: [UInt8]) throws {
    let extents = bytes.dropFirst(16).prefix(8)
    let width = extents.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    let height = extents.dropFirst(4).reduce(0) { $0 << 8 | Int($1) }
    guard PictureCheck.isSmall(width: width, height: height) else { return }
    let path = file.hold(bytes)
    _ = try? MaskReader.read(path)
    let picture: PNGReader.Picture
    do {
      picture = try PNGReader.read(path)
    } catch is PNGError {
      return
    }
    check(try PNGReader.texts(path) == picture.texts)
    try PictureCheck.picture(picture.image, bytes)
    try PictureCheck.writePNG(picture.bitmap, picture.texts, file)
  }

  /// The file with the right checksum behind each chunk.
  private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    var sealed = bytes
    var place = 8
    while place + 12 <= bytes.count {
      let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      let end = place + 8 + length
      guard end + 4 <= bytes.count else { break }
      let checksum = HandmadePNG.number(Int(HandmadePNG.crc(Array(bytes[place + 4..<end]))))
      sealed.replaceSubrange(end..<end + 4, with: checksum)
      place = end + 4
    }
    return sealed
  }
}

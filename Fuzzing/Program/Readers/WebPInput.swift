import Render

struct WebPInput: FuzzedReader {
  private let file = MemoryFile()

  func read(_ bytes: [UInt8]) throws {
    guard Self.extents(bytes).allSatisfy({ PictureCheck.isSmall(width: $0.0, height: $0.1) }) else {
      return
    }
    let path = file.hold(bytes)
    _ = try? MaskReader.read(path)
    do {
      try PictureCheck.picture(try WebPReader.read(path), bytes)
    } catch is WebPError {}
  }

  /// What the three kinds of chunks say, wherever something looks like one.
  private static func extents(_ bytes: [UInt8]) -> [(Int, Int)] {
    func number(_ place: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { sum, index in
        sum | Int(place + index < bytes.count ? bytes[place + index] : 0) << (8 * index)
      }
    }
    return bytes.indices.dropLast(3).compactMap { place in
      switch String(decoding: bytes[place..<place + 4], as: UTF8.self) {
      case "VP8X": return (number(place + 12, 3) + 1, number(place + 15, 3) + 1)
      case "VP8 ": return (number(place + 14, 2) & 0x3FFF, number(place + 16, 2) & 0x3FFF)
      case "VP8L":
        let bits = number(place + 9, 4)
        return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
      default: return nil
      }
    }
  }
}

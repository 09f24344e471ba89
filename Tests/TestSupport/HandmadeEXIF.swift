/// Puts EXIF data together: a TIFF header and a directory of three entries, the second of them the orientation.
package struct HandmadeEXIF {
  package let bytes: [UInt8]

  /// `type` is 3 for a short, 4 for a long.
  package init(orientation: Int, type: Int = 3, isBigEndian: Bool = true) {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      let digits = (0..<count).map { UInt8(value >> (8 * $0) & 255) }
      return isBigEndian ? digits.reversed() : digits
    }
    func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: [UInt8]) -> [UInt8] {
      number(tag, 2) + number(type, 2) + number(count, 4) + value
        + Array(repeating: 0, count: 4 - value.count)
    }
    bytes =
      (isBigEndian ? Array("MM".utf8) : Array("II".utf8)) + number(42, 2) + number(10, 4) + [0, 0]
      + number(3, 2) + entry(0x010F, 2, 4, Array("box\0".utf8))
      + entry(0x0112, type, 1, number(orientation, type == 3 ? 2 : 4))
      + entry(0x0128, 3, 1, number(2, 2)) + number(0, 4)
  }

  /// The JPEG segment that holds the data.
  package var segment: [UInt8] {
    let body = Array("Exif\0\0".utf8) + bytes
    return [0xFF, 0xE1, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
  }
}

import Engine

/// Puts ICC profiles together byte by byte: a header and the tags that a conversion needs.
package struct HandmadeICC {
  /// Columns of X, Y, Z under D50, for red, green and blue.
  package typealias Matrix = [[Double]]

  package static let sRGB: Matrix = [
    [0.4360747, 0.2225045, 0.0139322], [0.3850649, 0.7168786, 0.0971045],
    [0.1430804, 0.0606169, 0.7141733],
  ]
  package static let displayP3: Matrix = [
    [0.5151187, 0.2411967, -0.0010505], [0.2919769, 0.6922441, 0.0418792],
    [0.1571046, 0.0665742, 0.7840717],
  ]

  package let bytes: [UInt8]

  /// Colours with a matrix; the curve is a power, or that of sRGB.
  package init(colours matrix: Matrix, gamma: Double?) {
    var tags: [(String, [UInt8])] = []
    for (name, column) in zip(["r", "g", "b"], matrix) {
      tags.append((name + "XYZ", Array("XYZ \0\0\0\0".utf8) + column.flatMap(Self.fixed)))
      tags.append((name + "TRC", Self.curve(gamma)))
    }
    bytes = Self.profile("RGB ", connection: "XYZ ", deviceClass: "mntr", tags)
  }

  /// Greys whose curve is a power.
  package init(greys gamma: Double) {
    bytes = Self.profile(
      "GRAY", connection: "XYZ ", deviceClass: "mntr", [("kTRC", Self.curve(gamma))])
  }

  /// Inks of which black alone counts.
  package static var blackInk: HandmadeICC {
    let identity = (0...255).map { UInt8($0) }
    var lut = Array("mft1\0\0\0\0".utf8) + [4, 3, 2, 0]
    for row in 0..<3 { for column in 0..<3 { lut += fixed(row == column ? 1 : 0) } }
    for _ in 0..<4 { lut += identity }
    for node in 0..<16 { lut += [node % 2 == 0 ? 255 : 0, 128, 128] }
    for _ in 0..<3 { lut += identity }
    return HandmadeICC(
      bytes: profile("CMYK", connection: "Lab ", deviceClass: "prtr", [("A2B0", lut)]))
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private static func curve(_ gamma: Double?) -> [UInt8] {
    if let gamma { return Array("para\0\0\0\0\0\0\0\0".utf8) + fixed(gamma) }
    return Array("para\0\0\0\0\0\u{3}\0\0".utf8)
      + [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].flatMap(fixed)
  }

  private static func fixed(_ value: Double) -> [UInt8] {
    HandmadePNG.number(Int((value * 65536).rounded()) & 0xFFFF_FFFF)
  }

  private static func profile(
    _ space: String, connection: String, deviceClass: String, _ tags: [(String, [UInt8])]
  ) -> [UInt8] {
    var table = HandmadePNG.number(tags.count)
    var data: [UInt8] = []
    for (name, content) in tags {
      let place = 128 + 4 + 12 * tags.count + data.count
      table += Array(name.utf8) + HandmadePNG.number(place) + HandmadePNG.number(content.count)
      data += content + Array(repeating: 0, count: (4 - content.count % 4) % 4)
    }
    let size = 128 + table.count + data.count
    var head = HandmadePNG.number(size) + Array("lcms".utf8) + [4, 0x20, 0, 0]
    head += Array((deviceClass + space + connection).utf8)
    head += Array(repeating: 0, count: 12) + Array("acsp".utf8)
    head += Array(repeating: 0, count: 28) + fixed(0.9642) + fixed(1) + fixed(0.8249)
    head += Array(repeating: 0, count: 128 - head.count)
    return head + table + data
  }

  /// The JPEG segments that hold the profile, in `count` parts.
  package func segments(_ count: Int) -> [[UInt8]] {
    let size = (bytes.count + count - 1) / count
    return (0..<count).map { number in
      let part = bytes[number * size..<min(bytes.count, (number + 1) * size)]
      let body = Array("ICC_PROFILE\0".utf8) + [UInt8(number + 1), UInt8(count)] + part
      return [0xFF, 0xE2, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
    }
  }
}

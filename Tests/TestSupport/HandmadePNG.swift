/// Puts PNG files together byte by byte, without any PNG library.
package struct HandmadePNG {
  package private(set) var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  package init() {}

  package init(width: Int, height: Int, depth: Int, colourType: Int, interlaced: Bool = false) {
    chunk(
      "IHDR",
      Self.number(width) + Self.number(height)
        + [UInt8(depth), UInt8(colourType), 0, 0, interlaced ? 1 : 0])
  }

  package mutating func chunk(_ name: String, _ data: [UInt8]) {
    let body = Array(name.utf8) + data
    bytes += Self.number(data.count) + body + Self.number(Int(Self.crc(body)))
  }

  /// Pixels with the filter byte 0 before each row, and the end.
  package mutating func pixels(_ rows: [[UInt8]]) {
    chunk("IDAT", Self.deflated(rows.flatMap { [0] + $0 }))
    chunk("IEND", [])
  }

  /// A zlib stream of stored blocks.
  package static func deflated(_ data: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let end = min(data.count, start + 65535)
      let length = end - start
      stream += [end == data.count ? 1 : 0]
      stream += [UInt8(length & 255), UInt8(length >> 8)]
      stream += [UInt8(~length & 255), UInt8(~length >> 8 & 255)]
      stream += data[start..<end]
      start = end
    } while start < data.count
    return stream + checksum(data)
  }

  /// A zlib stream of at least `count` times the letter A, packed 158 to 1 by hand.
  package static func letters(_ count: Int) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var bits = 0
    var used = 0
    func put(_ code: Int, _ length: Int) {
      for bit in (0..<length).reversed() {
        bits |= (code >> bit & 1) << used
        used += 1
        if used == 8 {
          stream.append(UInt8(bits))
          (bits, used) = (0, 0)
        }
      }
    }
    // One last block with the fixed codes (RFC 1951 §3.2.6): the letter, then copies of the 258
    // letters before, and the end.
    put(0b110, 3)
    put(0x30 + Int(UInt8(ascii: "A")), 8)
    let copies = (count + 257) / 258
    for _ in 0..<copies {
      put(0b1100_0101, 8)
      put(0, 5)
    }
    put(0, 7 + 7)
    return stream + checksum(repeatElement(UInt8(ascii: "A"), count: 1 + 258 * copies))
  }

  /// Adler-32.
  private static func checksum(_ data: some Sequence<UInt8>) -> [UInt8] {
    var a = 1
    var b = 0
    for byte in data {
      a = (a + Int(byte)) % 65521
      b = (b + a) % 65521
    }
    return number(b << 16 | a)
  }

  package static func number(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(value >> $0 & 255) }
  }

  package static func crc(_ data: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in data {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}

/// A chunk of a PNG file that a program makes for itself, of no matter for how the picture looks.
package struct PNGChunk: Equatable, Sendable {
  /// Four letters whose case says that others may pass the chunk over, and whether they may copy it
  /// into a changed picture (PNG 5.4).
  package let name: String
  package let data: [UInt8]

  package init(name: String, data: [UInt8]) {
    precondition(Self.isPrivate(name), "\(name) is no name of a private chunk")
    self.name = name
    self.data = data
  }

  /// Whether a chunk of this name is not needed to show the picture, and no standard has it.
  static func isPrivate(_ name: String) -> Bool {
    let letters = Array(name.utf8)
    return letters.count == 4
      && letters.allSatisfy { 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 }
      && letters[0] & 0x20 != 0 && letters[1] & 0x20 != 0 && letters[2] & 0x20 == 0
  }

  var bytes: [UInt8] { Self.bytes(name, data) }

  /// A chunk as files have it: length, name, data, checksum.
  static func bytes(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return Self.number(UInt32(data.count)) + body + Self.number(PNGLibrary.checksum(body[...]))
  }

  private static func number(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}

/// The packing of PNG files, which is zlib's.
package enum PNGPacking {
  package static func packed(_ bytes: [UInt8]) throws(PNGError) -> [UInt8] {
    try PNGLibrary.deflated(bytes)
  }

  /// Nil for bytes that are damaged, and where more than `limit` bytes come out.
  package static func unpacked(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
    try? PNGLibrary.inflated(bytes, limit: limit)
  }
}

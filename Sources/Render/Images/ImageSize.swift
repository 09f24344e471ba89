import Files

/// Finds how large a picture is as it is stored, from the beginning of its file.
enum ImageSize {
  /// Nil where the beginning does not say it.
  static func read(_ kind: ImageKind, in file: borrowing PlainFile) throws(ReadError) -> PixelSize?
  {
    switch kind {
    case .png: png(try file.read(at: 0, count: 24))
    case .jpeg: try jpeg(file)
    case .webp: webp(try file.read(at: 0, count: 30))
    case .foreign, .unknown: nil
    }
  }

  private static func png(_ head: [UInt8]) -> PixelSize? {
    guard head.count == 24, head[12..<16].elementsEqual("IHDR".utf8) else { return nil }
    return size(big(head[16..<20]), big(head[20..<24]))
  }

  /// In the first segment that begins a frame (ITU T.81, B.2.2).
  private static func jpeg(_ file: borrowing PlainFile) throws(ReadError) -> PixelSize? {
    var position = 2
    for _ in 0..<1000 {
      let head = try file.read(at: position, count: 9)
      guard head.count == 9, head[0] == 0xFF else { return nil }
      switch head[1] {
      case 0xFF: position += 1
      case 0xC4, 0xC8, 0xCC: position += 2 + big(head[2..<4])
      case 0xC0...0xCF: return size(big(head[7..<9]), big(head[5..<7]))
      case 0xD9, 0xDA: return nil
      default: position += 2 + big(head[2..<4])
      }
    }
    return nil
  }

  /// In each of its three forms (RFC 9649, 2.5 to 2.7).
  private static func webp(_ head: [UInt8]) -> PixelSize? {
    guard head.count == 30 else { return nil }
    func little(_ range: Range<Int>) -> Int { big(ArraySlice(head[range].reversed())) }
    switch String(decoding: head[12..<16], as: UTF8.self) {
    case "VP8X": return size(little(24..<27) + 1, little(27..<30) + 1)
    case "VP8L":
      let bits = little(21..<25)
      return size(bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
    case "VP8 ": return size(little(26..<28) & 0x3FFF, little(28..<30) & 0x3FFF)
    default: return nil
    }
  }

  private static func size(_ width: Int, _ height: Int) -> PixelSize? {
    width > 0 && height > 0 ? PixelSize(width: width, height: height) : nil
  }

  private static func big(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }
}

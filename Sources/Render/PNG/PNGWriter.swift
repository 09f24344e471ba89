package import Files

/// Writes bitmaps as PNG files of 8-bit RGB.
package enum PNGWriter {
  /// The bytes of a PNG file with the texts ahead of the pixels and the chunks behind them, in order.
  package static func encode(
    _ bitmap: Bitmap, texts: [PNGText], chunks: [PNGChunk] = []
  ) throws(PNGError) -> [UInt8] {
    for text in texts where !isKeyword(text.keyword) { throw .keyword(text.keyword) }
    let bytes = try PNGLibrary.encode(bitmap, texts: texts)
    // The end is a chunk without data.
    return bytes.dropLast(12) + chunks.flatMap(\.bytes) + bytes.suffix(12)
  }

  /// Writes a PNG file atomically.
  ///
  /// Throws `PNGError` or `WriteError`.
  package static func write(_ bitmap: Bitmap, texts: [PNGText], to path: Path) throws {
    try AtomicFile.write(encode(bitmap, texts: texts), to: path)
  }

  /// Printable Latin-1 without spaces at the ends or side by side (PNG 11.3.4.2).
  private static func isKeyword(_ keyword: String) -> Bool {
    let scalars = keyword.unicodeScalars
    return 1...79 ~= scalars.count
      && scalars.allSatisfy { 0x20...0x7E ~= $0.value || 0xA1...0xFF ~= $0.value }
      && scalars.first != " " && scalars.last != " " && !keyword.contains("  ")
  }
}

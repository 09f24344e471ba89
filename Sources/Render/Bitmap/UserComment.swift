/// The comment in EXIF data, in which many programs keep what PNG files have as the text `parameters`.
enum UserComment {
  private static let unicode = Array("UNICODE\0".utf8)
  private static let ascii = Array("ASCII\0\0\0".utf8)
  private static let undefined = [UInt8](repeating: 0, count: 8)
  private static let (directoryTag, tag) = (0x8769, 0x9286)

  /// EXIF data with nothing but the comment: `UNICODE`, a NUL, and UTF-16 with the high byte first, as
  /// A1111 writes it.
  static func exif(_ text: String) -> [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).reversed().map { UInt8(value >> (8 * $0) & 255) }
    }
    func directory(_ tag: Int, type: Int, count: Int, _ value: Int) -> [UInt8] {
      number(1, 2) + number(tag, 2) + number(type, 2) + number(count, 4) + number(value, 4)
        + number(0, 4)
    }
    let comment = unicode + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    let (header, length) = (8, 18)
    let (long, bytes) = (4, 7)
    return Array("MM".utf8) + number(42, 2) + number(header, 4)
      + directory(directoryTag, type: long, count: 1, header + length)
      + directory(tag, type: bytes, count: comment.count, header + 2 * length) + comment
  }

  /// The comment in EXIF data; nil where there is none.
  static func text(in exif: EXIF) -> String? {
    guard let main = exif.main, let pointer = exif.entry(directoryTag, in: main),
      let directory = exif.number(of: pointer), let entry = exif.entry(tag, in: directory),
      let comment = exif.bytes(of: entry)
    else { return nil }
    return text(of: comment)
  }

  /// The words of a comment, whose first eight bytes may name their code.
  static func text(of comment: ArraySlice<UInt8>) -> String {
    let words = comment.dropFirst(unicode.count)
    if comment.starts(with: unicode) { return utf16(words) }
    let isNamed = comment.starts(with: ascii) || comment.starts(with: undefined)
    let text = Latin1.text(isNamed ? words : comment)
    // Some programs end it as a string of C.
    return String(text.reversed().drop { $0 == "\0" }.reversed())
  }

  /// Two bytes a unit: as a mark at the beginning says, or else the high byte, which is seldom
  /// anything but 0, comes where there are more of them.
  private static func utf16(_ bytes: ArraySlice<UInt8>) -> String {
    let evens = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2)
    let units = evens.map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    let mark: UInt16 = 0xFEFF
    let isMarked = units.first == mark || units.first == mark.byteSwapped
    let isBigEndian =
      isMarked
      ? units.first == mark : units.count { $0 < 0x100 } >= units.count { $0 & 0xFF == 0 }
    let ordered = (isBigEndian ? units : units.map(\.byteSwapped)).dropFirst(isMarked ? 1 : 0)
    return String(decoding: ordered, as: UTF16.self)
  }
}

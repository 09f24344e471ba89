/// EXIF data: a TIFF header, and directories of numbered entries (EXIF 2.32 §4.5).
struct EXIF {
  /// Where an entry lies, and what kind of value it has.
  struct Entry {
    let type: Int
    let count: Int
    /// Of the value itself, or of its place where it takes more than four bytes.
    let place: Int
  }

  /// What stands before the data in JPEG files.
  static let mark = Array("Exif\0\0".utf8)

  private let bytes: [UInt8]
  private let isBigEndian: Bool

  /// Nil for what is no TIFF.
  init?(_ bytes: some RandomAccessCollection<UInt8>) {
    self.bytes = Array(bytes)
    switch Array(bytes.prefix(4)) {
    case [0x49, 0x49, 42, 0]: isBigEndian = false
    case [0x4D, 0x4D, 0, 42]: isBigEndian = true
    default: return nil
    }
  }

  /// The first directory.
  var main: Int? { long(at: 4) }

  /// The entry of a directory with this number; nil also where the data are damaged before it.
  func entry(_ number: Int, in directory: Int) -> Entry? {
    guard let count = short(at: directory) else { return nil }
    for index in 0..<count {
      let place = directory + 2 + 12 * index
      guard let found = short(at: place), let type = short(at: place + 2) else { return nil }
      if found == number, let count = long(at: place + 4) {
        return Entry(type: type, count: count, place: place + 8)
      }
    }
    return nil
  }

  /// The number of an entry that is one.
  func number(of entry: Entry) -> Int? {
    let (short, long) = (3, 4)
    switch entry.type {
    case short: return self.short(at: entry.place)
    case long: return self.long(at: entry.place)
    default: return nil
    }
  }

  /// The bytes of an entry that is a row of them.
  func bytes(of entry: Entry) -> ArraySlice<UInt8>? {
    guard let start = entry.count > 4 ? long(at: entry.place) : entry.place,
      start <= bytes.count, entry.count <= bytes.count - start
    else { return nil }
    return bytes[start..<start + entry.count]
  }

  private func short(at place: Int) -> Int? { number(at: place, count: 2) }

  private func long(at place: Int) -> Int? { number(at: place, count: 4) }

  private func number(at place: Int, count: Int) -> Int? {
    guard place >= 0, place + count <= bytes.count else { return nil }
    let digits = bytes[place..<place + count]
    return (isBigEndian ? Array(digits) : digits.reversed()).reduce(0) { $0 << 8 | Int($1) }
  }
}

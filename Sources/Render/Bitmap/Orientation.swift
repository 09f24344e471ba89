/// How the stored rows and columns of a picture lie when it is looked at (EXIF 2.32 §4.6.4, tag 274).
package enum Orientation: Int, CaseIterable, Equatable, Sendable {
  case upright = 1
  case mirrored
  case upsideDown
  case flipped
  /// The first stored row is the left side, the first column the top.
  case transposed
  /// A quarter turn clockwise shows the picture.
  case turnedRight
  /// The first stored row is the right side, the first column the bottom.
  case transversed
  /// A quarter turn counter-clockwise shows the picture.
  case turnedLeft
}

extension Orientation {
  /// Finds the orientation in EXIF data, a TIFF header with its first directory.
  ///
  /// Nil where there is none, or where the data are damaged.
  init?(exif: some RandomAccessCollection<UInt8>) {
    let bytes = TIFFBytes(exif)
    guard let bytes, let directory = bytes.long(at: 4), let count = bytes.short(at: directory)
    else { return nil }
    for index in 0..<count {
      let entry = directory + 2 + 12 * index
      guard let tag = bytes.short(at: entry), let type = bytes.short(at: entry + 2) else {
        return nil
      }
      guard tag == 274 else { continue }
      let (short, long) = (3, 4)
      switch type {
      case short: self.init(value: bytes.short(at: entry + 8))
      case long: self.init(value: bytes.long(at: entry + 8))
      default: return nil
      }
      return
    }
    return nil
  }

  private init?(value: Int?) {
    guard let value, let orientation = Self(rawValue: value) else { return nil }
    self = orientation
  }
}

/// Numbers in a TIFF file, of either byte order.
private struct TIFFBytes {
  private let bytes: [UInt8]
  private let isBigEndian: Bool

  init?(_ bytes: some RandomAccessCollection<UInt8>) {
    self.bytes = Array(bytes)
    switch Array(bytes.prefix(4)) {
    case [0x49, 0x49, 42, 0]: isBigEndian = false
    case [0x4D, 0x4D, 0, 42]: isBigEndian = true
    default: return nil
    }
  }

  func short(at place: Int) -> Int? { number(at: place, count: 2) }

  func long(at place: Int) -> Int? { number(at: place, count: 4) }

  private func number(at place: Int, count: Int) -> Int? {
    guard place >= 0, place + count <= bytes.count else { return nil }
    let digits = bytes[place..<place + count]
    return (isBigEndian ? Array(digits) : digits.reversed()).reduce(0) { $0 << 8 | Int($1) }
  }
}

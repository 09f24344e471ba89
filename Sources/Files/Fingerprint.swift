/// A number that tells models apart: equal for equal files, and in practice for no others.
///
/// It is quick (1 GB in less than a second) and no protection against forgery.
package struct Fingerprint: Sendable {
  private var state: UInt64 = 0x9e37_79b9_7f4a_7c15

  package init() {}

  /// Takes in the content, of at most `limit` bytes, and the length of the file at `path`.
  package mutating func add(file path: Path, upTo limit: Int = .max) throws(ReadError) {
    let file = try MappedFile(path)
    let count = min(file.count, limit)
    let words = count / 8
    unsafe file.withBytes(0..<count) { bytes in
      for word in 0..<words {
        mix(unsafe bytes.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self))
      }
      for place in 8 * words..<count { mix(UInt64(unsafe bytes[place])) }
    }
    mix(UInt64(file.count))
  }

  /// Takes in the length of the file at `path`, its beginning and a page of every 16 MB.
  ///
  /// Enough to tell checkpoints apart, whose weights all differ, without reading gigabytes.
  package mutating func add(sampling path: Path) throws(ReadError) {
    let file = try MappedFile(path)
    let (head, page, distance) = (1 << 20, 1 << 12, 16 << 20)
    if file.count <= distance { return try add(file: path) }
    var ranges = [0..<head]
    ranges += stride(from: distance, through: file.count - page, by: distance).map {
      $0..<$0 + page
    }
    ranges.append(file.count - page..<file.count)
    for range in ranges {
      unsafe file.withBytes(range) { bytes in
        for place in stride(from: 0, to: bytes.count, by: 8) {
          mix(unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        }
      }
    }
    mix(UInt64(file.count))
  }

  package mutating func add(text: String) { add(bytes: text.utf8) }

  package mutating func add(bytes: some Collection<UInt8>) {
    for byte in bytes { mix(UInt64(byte)) }
    mix(UInt64(bytes.count))
  }

  /// 16 hexadecimal digits.
  package var text: String {
    let digits = String(state ^ state >> 32, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private mutating func mix(_ word: UInt64) {
    state = (state ^ word) &* 0xff51_afd7_ed55_8ccd
    state ^= state >> 32
  }
}

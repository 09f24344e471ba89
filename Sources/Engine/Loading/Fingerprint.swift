/// A number that tells models apart: equal for equal files, and in practice for no others.
///
/// It is quick (1 GB in less than a second) and no protection against forgery.
package struct Fingerprint: Sendable {
  private var state: UInt64 = 0x9e37_79b9_7f4a_7c15

  package init() {}

  /// Takes in the content and length of the file at `path`.
  package mutating func add(file path: String) throws(LoadingError) {
    let file = try MappedFile(path, role: "model file")
    let words = file.count / 8
    unsafe file.withBytes(0..<file.count) { bytes in
      for word in 0..<words {
        mix(unsafe bytes.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self))
      }
      for place in 8 * words..<file.count { mix(UInt64(unsafe bytes[place])) }
    }
    mix(UInt64(file.count))
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

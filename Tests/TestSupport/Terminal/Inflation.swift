/// Unpacks zlib streams (RFC 1950, 1951), without the library that packed them.
package struct Inflation {
  private let bytes: [UInt8]
  private var bit = 16
  private var output: [UInt8] = []

  /// Nil where the stream is damaged or cut short.
  package static func unpack(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > 6, bytes[0] & 15 == 8 else { return nil }
    var inflation = Inflation(bytes: bytes)
    guard inflation.run() else { return nil }
    let sum = inflation.output.reduce((1, 0)) { sums, byte in
      let low = (sums.0 + Int(byte)) % 65521
      return (low, (sums.1 + low) % 65521)
    }
    let end = (inflation.bit + 7) / 8
    guard end + 4 <= bytes.count else { return nil }
    let checksum = bytes[end..<end + 4].reduce(0) { $0 << 8 | Int($1) }
    return checksum == sum.1 << 16 | sum.0 ? inflation.output : nil
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func bits(_ count: Int) -> Int? {
    guard bit + count <= 8 * bytes.count else { return nil }
    var value = 0
    for place in 0..<count {
      value |= Int(bytes[bit >> 3] >> UInt8(bit & 7) & 1) << place
      bit += 1
    }
    return value
  }

  private mutating func run() -> Bool {
    while true {
      guard let isLast = bits(1), let kind = bits(2) else { return false }
      switch kind {
      case 0: guard copy() else { return false }
      case 1:
        let lengths = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
        guard block(Codes(lengths), Codes(Array(repeating: 5, count: 30))) else { return false }
      case 2:
        guard let (letters, distances) = tables(), block(letters, distances) else { return false }
      default: return false
      }
      if isLast == 1 { return true }
    }
  }

  private mutating func copy() -> Bool {
    bit = (bit + 7) / 8 * 8
    guard let count = bits(16), bits(16) != nil, bit / 8 + count <= bytes.count else {
      return false
    }
    output += bytes[bit / 8..<bit / 8 + count]
    bit += 8 * count
    return true
  }

  /// Codes of Huffman's, by their lengths.
  private struct Codes {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int]

    init(_ lengths: [Int]) {
      for length in lengths where length > 0 { counts[length] += 1 }
      symbols = (1..<16).flatMap { length in lengths.indices.filter { lengths[$0] == length } }
    }
  }

  private mutating func symbol(_ codes: Codes) -> Int? {
    var (code, first, index) = (0, 0, 0)
    for length in 1..<16 {
      guard let next = bits(1) else { return nil }
      code |= next
      let count = codes.counts[length]
      if code - count < first { return codes.symbols[index + code - first] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    return nil
  }

  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  private mutating func tables() -> (Codes, Codes)? {
    guard let letters = bits(5), let distances = bits(5), let count = bits(4) else { return nil }
    var lengths = [Int](repeating: 0, count: 19)
    for place in Self.order.prefix(count + 4) {
      guard let length = bits(3) else { return nil }
      lengths[place] = length
    }
    let codes = Codes(lengths)
    lengths = []
    while lengths.count < letters + distances + 258 {
      guard let symbol = symbol(codes) else { return nil }
      switch symbol {
      case 0..<16: lengths.append(symbol)
      case 16:
        guard let last = lengths.last, let more = bits(2) else { return nil }
        lengths += Array(repeating: last, count: 3 + more)
      default:
        guard let more = bits(symbol == 17 ? 3 : 7) else { return nil }
        lengths += Array(repeating: 0, count: (symbol == 17 ? 3 : 11) + more)
      }
    }
    return (
      Codes(Array(lengths.prefix(letters + 257))), Codes(Array(lengths.dropFirst(letters + 257)))
    )
  }

  private mutating func block(_ letters: Codes, _ distances: Codes) -> Bool {
    while let symbol = symbol(letters) {
      if symbol < 256 {
        output.append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return true }
      let place = symbol - 257
      // Four lengths share each number of bits that follow.
      let extra = place < 8 || place == 28 ? 0 : place / 4 - 1
      let base = place == 28 ? 258 : place < 8 ? place + 3 : (4 + place % 4) << extra + 3
      guard let more = bits(extra), let far = self.symbol(distances) else { return false }
      let farExtra = far < 4 ? 0 : far / 2 - 1
      let farBase = far < 4 ? far + 1 : (2 + far % 2) << farExtra + 1
      guard let farMore = bits(farExtra), farBase + farMore <= output.count else { return false }
      let start = output.count - farBase - farMore
      for index in start..<start + base + more { output.append(output[index]) }
    }
    return false
  }
}

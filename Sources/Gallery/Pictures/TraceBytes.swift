import Engine

/// A trace as bytes, version 1 (`docs/formats.md`): all numbers little-endian, codes packed into as
/// many bits as the largest takes.
enum TraceBytes {
  /// What is wrong with bytes, as half a sentence.
  struct Problem: Error {
    let reason: String
  }

  private static let maximumSeconds = 16
  private static let maximumChannels = 256
  private static let maximumExtent = 1024
  private static let maximumBits = 24
  /// Far more than any model draws, and far less than what overflows on the way to a picture.
  private static let maximumValue: Float = 1e6

  static func bytes(_ trace: PictureTrace) -> [UInt8] {
    var writer = Writer()
    let seconds = trace.seconds.prefix(maximumSeconds)
    writer.put(UInt8(seconds.count))
    seconds.forEach { writer.put($0.bitPattern) }
    let latent = trace.latent
    [latent.channels, latent.height, latent.width].forEach { writer.put(UInt16($0)) }
    latent.values.forEach { writer.put($0.bitPattern) }
    guard let tokens = trace.tokens else {
      writer.put(UInt8(0))
      return writer.bytes
    }
    let largest = UInt32(tokens.codes.max() ?? 0)
    let bits = max(1, UInt32.bitWidth - largest.leadingZeroBitCount)
    writer.put(UInt8(bits))
    [tokens.height, tokens.width].forEach { writer.put(UInt16($0)) }
    writer.put(tokens.codes, bits: bits)
    return writer.bytes
  }

  static func trace(_ bytes: [UInt8]) throws(Problem) -> PictureTrace {
    var reader = Reader(rest: bytes[...])
    let count = Int(try reader.number(UInt8.self))
    guard count <= maximumSeconds else { throw Problem(reason: "it has \(count) timings") }
    var seconds: [Double] = []
    for _ in 0..<count { seconds.append(Double(bitPattern: try reader.number())) }
    guard seconds.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
      throw Problem(reason: "a timing is no number of seconds")
    }
    let channels = try reader.extent(maximumChannels)
    let (height, width) = (try reader.extent(maximumExtent), try reader.extent(maximumExtent))
    let values = try reader.floats(channels * height * width)
    let bits = Int(try reader.number(UInt8.self))
    var tokens: TokenGrid?
    if bits > 0 {
      guard bits <= maximumBits else { throw Problem(reason: "its codes have \(bits) bits") }
      let (height, width) = (try reader.extent(maximumExtent), try reader.extent(maximumExtent))
      tokens = TokenGrid(
        height: height, width: width, codes: try reader.codes(height * width, bits: bits))
    }
    guard reader.rest.isEmpty else {
      throw Problem(reason: "\(reader.rest.count) bytes lie behind it")
    }
    return PictureTrace(
      latent: Latent(channels: channels, height: height, width: width, values: values),
      tokens: tokens, seconds: seconds)
  }

  private struct Writer {
    private(set) var bytes: [UInt8] = []

    mutating func put<Number: FixedWidthInteger>(_ number: Number) {
      for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }

    /// The lowest bits of each number, one after the other, from the lowest bit of a byte on.
    mutating func put(_ codes: [Int32], bits: Int) {
      var (waiting, count) = (UInt64(0), 0)
      for code in codes {
        waiting |= UInt64(UInt32(code)) << count
        count += bits
        while count >= 8 {
          bytes.append(UInt8(truncatingIfNeeded: waiting))
          waiting >>= 8
          count -= 8
        }
      }
      if count > 0 { bytes.append(UInt8(truncatingIfNeeded: waiting)) }
    }
  }

  private struct Reader {
    private(set) var rest: ArraySlice<UInt8>

    mutating func take(_ count: Int) throws(Problem) -> ArraySlice<UInt8> {
      guard count <= rest.count else { throw Problem(reason: "it ends too early") }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }

    mutating func number<Number: FixedWidthInteger>(
      _ type: Number.Type = Number.self
    ) throws(Problem) -> Number {
      try take(Number.bitWidth / 8).reversed().reduce(0) { $0 << 8 | Number($1) }
    }

    mutating func extent(_ largest: Int) throws(Problem) -> Int {
      let extent = Int(try number(UInt16.self))
      guard 1...largest ~= extent else { throw Problem(reason: "an extent is \(extent)") }
      return extent
    }

    mutating func floats(_ count: Int) throws(Problem) -> [Float] {
      let bytes = try take(4 * count)
      let values = stride(from: bytes.startIndex, to: bytes.endIndex, by: 4).map { place in
        Float(bitPattern: bytes[place..<place + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) })
      }
      guard values.allSatisfy(\.isFinite) else {
        throw Problem(reason: "its latent has numbers that are not finite")
      }
      guard values.allSatisfy({ abs($0) <= maximumValue }) else {
        throw Problem(reason: "its latent has numbers that no model draws, beyond 1000000")
      }
      return values
    }

    mutating func codes(_ count: Int, bits: Int) throws(Problem) -> [Int32] {
      var bytes = try take((count * bits + 7) / 8)
      var (waiting, held) = (UInt64(0), 0)
      return (0..<count).map { _ in
        while held < bits, let byte = bytes.popFirst() {
          waiting |= UInt64(byte) << held
          held += 8
        }
        defer {
          waiting >>= UInt64(bits)
          held -= bits
        }
        return Int32(waiting & (1 << UInt64(bits) - 1))
      }
    }
  }
}

/// Reads JSON as Python reads and writes it, from anybody.
///
/// Beside the standard there are bare `NaN`, `Infinity` and `-Infinity`, control characters in
/// strings, and halves of surrogate pairs, which become U+FFFD. What is nested deeper than
/// `maximumDepth`, or has more than `maximumValues` parts, is not read.
package struct JSONReader {
  package static let maximumDepth = 100
  package static let maximumValues = 1_000_000

  private let bytes: [UInt8]
  private var position: Int
  private var values = 0

  private struct Unreadable: Error {}

  private init(_ bytes: [UInt8], from position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// The value that `text` is; nil for what is none, or more than one.
  package static func read(_ text: String) -> JSONValue? {
    let bytes = Array(text.utf8)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var reader = JSONReader(bytes, from: bytes.starts(with: mark) ? mark.count : 0)
    guard let value = try? reader.value(depth: 0) else { return nil }
    reader.skipSpace()
    return reader.position == bytes.count ? value : nil
  }

  /// The value that begins at `start`, and where it ends; nil where none does.
  package static func value(in bytes: [UInt8], at start: Int) -> (value: JSONValue, end: Int)? {
    var reader = JSONReader(bytes, from: start)
    guard let value = try? reader.value(depth: 0) else { return nil }
    return (value, reader.position)
  }

  private mutating func value(depth: Int) throws(Unreadable) -> JSONValue {
    values += 1
    guard depth <= Self.maximumDepth, values <= Self.maximumValues else { throw Unreadable() }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    default: return try word()
    }
  }

  private mutating func object(_ depth: Int) throws(Unreadable) -> JSONValue {
    position += 1
    var members: [JSONValue.Member] = []
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw Unreadable() }
      let name = try string()
      guard take(":") else { throw Unreadable() }
      members.append(.init(name: name, value: try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw Unreadable() }
    return .object(members)
  }

  private mutating func array(_ depth: Int) throws(Unreadable) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    if take("]") { return .array([]) }
    repeat { elements.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw Unreadable() }
    return .array(elements)
  }

  /// A number, or one of the words that stand for a value.
  private mutating func word() throws(Unreadable) -> JSONValue {
    let isPart: (UInt8) -> Bool = {
      switch $0 {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        true
      default: false
      }
    }
    let word = bytes[position...].prefix(while: isPart)
    position += word.count
    switch String(decoding: word, as: UTF8.self) {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    case let text where ["NaN", "Infinity", "-Infinity"].contains(text): return .number(text)
    case let text:
      guard Self.isNumber(word) else { throw Unreadable() }
      return .number(text)
    }
  }

  /// Digits, with a sign, a point and more digits, and a power of ten where they are.
  private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
    var rest = word
    func takeDigits() -> Bool {
      let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      rest = rest.dropFirst(digits.count)
      return !digits.isEmpty
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    guard takeDigits() else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard takeDigits() else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      guard takeDigits() else { return false }
    }
    return rest.isEmpty
  }

  private mutating func string() throws(Unreadable) -> String {
    position += 1
    var text: [UInt8] = []
    while true {
      let plain = bytes[position...].prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
      text += plain
      position += plain.count
      guard let end = next else { throw Unreadable() }
      position += 1
      if end == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      text += UTF8.encode(try escape()) ?? UTF8.encodedReplacementCharacter
    }
  }

  /// What stands behind a backslash.
  private mutating func escape() throws(Unreadable) -> Unicode.Scalar {
    guard let letter = next else { throw Unreadable() }
    position += 1
    switch letter {
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "u"): break
    default: throw Unreadable()
    }
    guard let unit = unit(at: position) else { throw Unreadable() }
    position += 4
    if let scalar = Unicode.Scalar(UInt32(unit)) { return scalar }
    // The second half of a pair stands behind another \u.
    guard UTF16.isLeadSurrogate(unit), bytes[position...].starts(with: Array("\\u".utf8)),
      let trail = self.unit(at: position + 2), UTF16.isTrailSurrogate(trail)
    else { return "\u{FFFD}" }
    position += 6
    return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
  }

  /// The number that four hexadecimal digits make.
  private func unit(at place: Int) -> UInt16? {
    guard place + 4 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[place..<place + 4], as: UTF8.self)
    return digits.first == "+" || digits.first == "-" ? nil : UInt16(digits, radix: 16)
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Goes past `sign` where it is next but for space.
  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }
}

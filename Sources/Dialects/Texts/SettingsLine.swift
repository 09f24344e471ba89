/// A line of settings: `Steps: 20, Sampler: Euler a, Hires prompt: "a, b", …`.
///
/// A name has letters, digits, spaces, hyphens, slashes and low lines, at least two of them. A value
/// goes to the next comma, unless it is a string of JSON, or a whole list or object of it, which
/// some programs write without quotes around it.
struct SettingsLine {
  private(set) var settings: [ForeignRecipe.Setting] = []

  private let bytes: [UInt8]
  private var position = 0

  private static let maximumSettings = 1000
  /// Bytes of a line; longer ones are a text.
  private static let maximumLength = 1 << 20

  init(_ line: String) {
    bytes = line.utf8.count > Self.maximumLength ? [] : Array(line.utf8)
    while position < bytes.count, settings.count < Self.maximumSettings {
      if let name = takeName() { settings.append(.init(name, takeValue())) }
    }
  }

  /// The letters up to a colon, past which it goes; nil where other signs come first.
  private mutating func takeName() -> String? {
    let run = bytes[position...].prefix(while: Self.isPart)
    position += run.count
    let end = position
    position += 1
    let name = run.drop { !Self.isWord($0) }
    guard end < bytes.count, bytes[end] == UInt8(ascii: ":"), name.count >= 2 else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  private mutating func takeValue() -> String {
    position += bytes[position...].prefix { $0 == UInt8(ascii: " ") }.count
    if position < bytes.count, Self.beginsJSON(bytes[position]),
      let (value, end) = JSONReader.value(in: bytes, at: position),
      end == bytes.count || Self.endsValue(bytes[end...])
    {
      let text = value.string ?? String(decoding: bytes[position..<end], as: UTF8.self)
      position = (bytes[end...].firstIndex(of: UInt8(ascii: ",")) ?? bytes.count) + 1
      return text
    }
    let start = position
    position = quoteEnd ?? bytes[start...].firstIndex(of: UInt8(ascii: ",")) ?? bytes.count
    defer { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self).trimmingSpaces
  }

  /// Where a value in quotes ends that is no string of JSON all the same.
  private var quoteEnd: Int? {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
    var place = position + 1
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    let rest = bytes[min(place + 1, bytes.count)...]
    return place < bytes.count && Self.endsValue(rest)
      ? rest.firstIndex(of: UInt8(ascii: ",")) ?? bytes.count : nil
  }

  /// Whether a comma is next, but for spaces.
  private static func endsValue(_ rest: ArraySlice<UInt8>) -> Bool {
    let next = rest.first { $0 != UInt8(ascii: " ") }
    return next == nil || next == UInt8(ascii: ",")
  }

  private static func beginsJSON(_ byte: UInt8) -> Bool {
    [UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "[")].contains(byte)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    isWord(byte) || [UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "/")].contains(byte)
  }
}

extension String {
  var trimmingSpaces: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}

/// The properties in a packet of XMP: RDF in XML, of which only text counts.
///
/// A value may be the text of an element, that of the first item of a list in it, or an attribute
/// of the description. Names keep their prefixes, which programs write the same everywhere.
struct XMPPacket: Sendable {
  private var values: [String: String] = [:]

  /// How deep elements may lie in each other.
  private static let maximumDepth = 50
  private static let maximumElements = 100_000
  private static let containers: Set = ["rdf:Alt", "rdf:Seq", "rdf:Bag", "rdf:li"]

  /// The first value of a property, such as `exif:UserComment`.
  subscript(name: String) -> String? { values[name] }

  init(_ packet: String) {
    var open: [Substring.UTF8View] = []
    var rest = packet[...].utf8
    for _ in 0..<Self.maximumElements {
      guard let start = rest.firstIndex(of: UInt8(ascii: "<")) else { return }
      note(rest[..<start], in: open)
      rest = rest[start...].dropFirst()
      if rest.starts(with: "![CDATA[".utf8) {
        rest = rest.dropFirst("![CDATA[".utf8.count)
        let end = Self.place(of: "]]>", in: rest) ?? rest.endIndex
        note(rest[..<end], in: open, isPlain: true)
        rest = rest[end...].dropFirst(3)
        continue
      }
      let isComment = rest.starts(with: "!--".utf8)
      guard let end = isComment ? Self.place(of: "-->", in: rest) : Self.end(ofTag: rest) else {
        return
      }
      let tag = rest[..<end]
      rest = rest[end...].dropFirst(isComment ? 3 : 1)
      guard let first = tag.first, !isComment, first != UInt8(ascii: "?"),
        first != UInt8(ascii: "!")
      else { continue }
      if first == UInt8(ascii: "/") {
        _ = open.popLast()
      } else {
        let name = tag.prefix { !Self.isSpace($0) && $0 != UInt8(ascii: "/") }
        noteAttributes(tag.dropFirst(name.count))
        guard tag.last != UInt8(ascii: "/") else { continue }
        guard open.count < Self.maximumDepth else { return }
        open.append(name)
      }
    }
  }

  /// Keeps the text of the innermost element that is a property.
  private mutating func note(
    _ text: Substring.UTF8View, in open: [Substring.UTF8View], isPlain: Bool = false
  ) {
    guard text.contains(where: { !Self.isSpace($0) }),
      let name = open.last(where: { !Self.containers.contains(String(Substring($0))) })
    else { return }
    let text = Substring(text)
    keep(isPlain ? String(text) : Self.decoded(text), as: String(Substring(name)))
  }

  private mutating func noteAttributes(_ tag: Substring.UTF8View) {
    var rest = tag
    while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
      let name = rest[..<equals].filter { !Self.isSpace($0) }
      rest = rest[equals...].dropFirst().drop(while: Self.isSpace)[...]
      guard let quote = rest.first, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(quote) else {
        return
      }
      rest = rest.dropFirst()
      guard let end = rest.firstIndex(of: quote) else { return }
      keep(Self.decoded(Substring(rest[..<end])), as: String(decoding: name, as: UTF8.self))
      rest = rest[end...].dropFirst()
    }
  }

  private mutating func keep(_ text: String, as name: String) {
    if values[name] == nil { values[name] = text }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  /// Where a tag ends; what stands in quotes is none of its end.
  private static func end(ofTag text: Substring.UTF8View) -> Substring.UTF8View.Index? {
    var quote: UInt8?
    return text.indices.first { place in
      let byte = text[place]
      if quote == byte {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      return quote == nil && byte == UInt8(ascii: ">")
    }
  }

  private static func place(
    of mark: String, in text: Substring.UTF8View
  ) -> Substring.UTF8View.Index? {
    let mark = Array(mark.utf8)
    var rest = text
    while let place = rest.firstIndex(of: mark[0]) {
      if rest[place...].starts(with: mark) { return place }
      rest = rest[place...].dropFirst()
    }
    return nil
  }

  /// The text with the characters that entities stand for; what is no entity stays.
  private static func decoded(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return String(text) }
    var result: [UInt8] = []
    var rest = text.utf8
    while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
      result += rest[..<start]
      rest = rest[start...].dropFirst()
      let name = rest.prefix(12).prefix { $0 != UInt8(ascii: ";") }
      let isClosed = rest.dropFirst(name.count).first == UInt8(ascii: ";")
      guard isClosed, let scalar = scalar(String(Substring(name))),
        let encoded = UTF8.encode(scalar)
      else {
        result.append(UInt8(ascii: "&"))
        continue
      }
      result += encoded
      rest = rest.dropFirst(name.count + 1)
    }
    result += rest
    return String(decoding: result, as: UTF8.self)
  }

  private static func scalar(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let digits = name.dropFirst()
      let isHexadecimal = digits.first == "x" || digits.first == "X"
      return UInt32(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10)
        .flatMap(Unicode.Scalar.init)
    }
  }
}

/// Parts what a program writes into text, controls and sequences (ECMA-48), in pieces of any size.
struct FakeParser {
  struct Sequence {
    /// `?`, `>` and the like.
    let prefix: String
    let numbers: [Int]
    let intermediate: String
    let final: String
  }

  enum Token {
    case text(Unicode.Scalar)
    case control(UInt8)
    case escape([UInt8])
    case sequence(Sequence)
    /// `P`, `]`, `_`, `^` or `X`, and what is between it and the terminator.
    case string(UInt8, [UInt8])
    case broken(String)
  }

  private var pending: [UInt8] = []
  private static let escape: UInt8 = 0x1B

  mutating func feed(_ data: some Swift.Sequence<UInt8>) -> [Token] {
    pending += data
    var tokens: [Token] = []
    var start = 0
    while start < pending.count, let (length, token) = Self.first(of: pending[start...]) {
      start += length
      if let token { tokens.append(token) }
    }
    pending.removeFirst(start)
    return tokens
  }

  /// Nil where more bytes are needed.
  private static func first(of bytes: ArraySlice<UInt8>) -> (Int, Token?)? {
    guard let byte = bytes.first else { return nil }
    if byte == escape { return sequence(bytes) }
    if byte < 0x20 || byte == 0x7F { return (1, .control(byte)) }
    let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    guard bytes.count >= length else { return nil }
    let text = String(decoding: bytes.prefix(length), as: UTF8.self).unicodeScalars
    guard text.count == 1, let scalar = text.first, scalar != "\u{FFFD}" else {
      return (1, .broken("the byte \(byte) in no character"))
    }
    return (length, .text(scalar))
  }

  private static func sequence(_ bytes: ArraySlice<UInt8>) -> (Int, Token?)? {
    guard bytes.count > 1 else { return nil }
    let second = bytes[bytes.startIndex + 1]
    switch second {
    case UInt8(ascii: "["): return control(bytes)
    case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      return string(bytes)
    case 0x20...0x2F:
      guard bytes.count > 2 else { return nil }
      return (3, .escape(Array(bytes.dropFirst().prefix(2))))
    case 0x30...0x7E: return (2, .escape([second]))
    default: return (1, .broken("ESC before \(second)"))
    }
  }

  private static func control(_ bytes: ArraySlice<UInt8>) -> (Int, Token?)? {
    let body = bytes.dropFirst(2).prefix { 0x20...0x3F ~= $0 }
    guard let final = bytes.dropFirst(2 + body.count).first else { return nil }
    guard 0x40...0x7E ~= final else {
      return (body.count + 2, .broken("a sequence that \(final) breaks"))
    }
    let prefix = body.prefix { 0x3C...0x3F ~= $0 }
    let middle = body.dropFirst(prefix.count).prefix { 0x30...0x3B ~= $0 }
    let behind = body.dropFirst(prefix.count + middle.count)
    let numbers = middle.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
      part in Int(String(decoding: part, as: UTF8.self)) ?? 0
    }
    return (
      body.count + 3,
      .sequence(
        Sequence(
          prefix: String(decoding: prefix, as: UTF8.self), numbers: middle.isEmpty ? [] : numbers,
          intermediate: String(decoding: behind, as: UTF8.self),
          final: String(Character(Unicode.Scalar(final)))))
    )
  }

  private static func string(_ bytes: ArraySlice<UInt8>) -> (Int, Token?)? {
    let kind = bytes[bytes.startIndex + 1]
    // What is for the terminal around tmux has each of its escapes twice.
    let isPassed = kind == UInt8(ascii: "P") && bytes.dropFirst(2).starts(with: Array("tmux;".utf8))
    var index = bytes.startIndex + 2
    while index < bytes.endIndex {
      switch bytes[index] {
      case 0x07 where kind == UInt8(ascii: "]"):
        return (
          index - bytes.startIndex + 1, .string(kind, Array(bytes[bytes.startIndex + 2..<index]))
        )
      case 0x18: return (index - bytes.startIndex + 1, nil)
      case escape:
        guard index + 1 < bytes.endIndex else { return nil }
        if isPassed, bytes[index + 1] == escape {
          index += 1
        } else if bytes[index + 1] == UInt8(ascii: "\\") {
          return (
            index - bytes.startIndex + 2,
            .string(kind, Array(bytes[bytes.startIndex + 2..<index]))
          )
        } else {
          return (index - bytes.startIndex, .broken("a string that an escape breaks"))
        }
      default: break
      }
      index += 1
    }
    return nil
  }
}

/// What bytes begin with.
enum Decoded: Equatable {
  case input(TerminalInput)
  case pasteBegins
  /// A sequence that means nothing here.
  case nothing
}

extension KeyDecoder {
  /// Whether `bytes` continue an Escape: what a keyboard or a terminal sends, and in one piece.
  static func isRest(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 1 else { return false }
    let isParameter = 0x30...0x3F ~= bytes[1]
    switch bytes[0] {
    case UInt8(ascii: "["):
      // The last two tell of the focus.
      return isParameter || KeySequences.isLetter(bytes[1])
        || bytes.count == 2 && [UInt8(ascii: "I"), UInt8(ascii: "O")].contains(bytes[1])
    case UInt8(ascii: "O"): return KeySequences.application[bytes[1]] != nil
    case UInt8(ascii: "]"), UInt8(ascii: "P"): return isParameter
    case UInt8(ascii: "_"): return bytes[1] == UInt8(ascii: "G")
    default: return false
    }
  }

  // Longer than any sequence of a keyboard, and than any reply that ends with a letter.
  private static let longestSequence = 1024
  // Longer than any reply that is a string.
  private static let longestString = 1 << 16

  /// The first input of `bytes` and its length; nil where it is not complete.
  static func first(of bytes: ArraySlice<UInt8>) -> (Int, Decoded)? {
    guard let byte = bytes.first else { return nil }
    switch byte {
    case 0x1B: return escape(bytes)
    case 0x00: return (1, .input(.key(.control(" "))))
    case 0x08, 0x7F: return (1, .input(.key(.backspace)))
    case 0x09: return (1, .input(.key(.tab)))
    case 0x0A, 0x0D: return (1, .input(.key(.enter)))
    case 0x01...0x1A:
      return (1, .input(.key(.control(Character(Unicode.Scalar(byte + 0x60))))))
    case 0x1F: return (1, .input(.key(.control("_"))))
    case 0x1C...0x1E: return (1, .nothing)
    case 0x20...0x7E: return (1, .input(.key(.character(Character(Unicode.Scalar(byte))))))
    default: return text(bytes)
    }
  }

  /// One scalar of UTF-8; a byte that begins none is dropped.
  private static func text(_ bytes: ArraySlice<UInt8>) -> (Int, Decoded)? {
    let length: Int
    switch bytes[bytes.startIndex] {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return (1, .nothing)
    }
    let taken = bytes.prefix(length)
    if let bad = taken.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) {
      return (bad - bytes.startIndex, .nothing)
    }
    guard taken.count == length else { return nil }
    let decoded = String(decoding: taken, as: UTF8.self)
    guard let scalar = decoded.unicodeScalars.first, scalar != "\u{FFFD}", !scalar.isControl,
      scalar.isJoiner || !scalar.isInvisible
    else { return (length, .nothing) }
    return (length, .input(.key(.character(Character(scalar)))))
  }

  private static func escape(_ bytes: ArraySlice<UInt8>) -> (Int, Decoded)? {
    guard bytes.count > 1 else { return nil }
    let second = bytes[bytes.startIndex + 1]
    switch second {
    case UInt8(ascii: "["): return control(bytes)
    case UInt8(ascii: "O"):
      guard bytes.count > 2 else { return nil }
      let final = bytes[bytes.startIndex + 2]
      guard let key = KeySequences.application[final] else { return (3, .nothing) }
      return (3, .input(.key(key)))
    case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      return string(bytes)
    // Two Escapes: the first one stands alone, the second may begin something.
    case 0x1B: return (1, .input(.key(.escape)))
    case 0x0D: return (2, .input(.key(.alt("\r"))))
    case 0x08, 0x7F: return (2, .input(.key(.alt("\u{7F}"))))
    case 0x20...0x7E: return (2, .input(.key(.alt(Character(Unicode.Scalar(second))))))
    default: return (1, .input(.key(.escape)))
    }
  }

  /// `CSI`, parameters and a final byte: a key, a reply, or nothing known.
  private static func control(_ bytes: ArraySlice<UInt8>) -> (Int, Decoded)? {
    var index = bytes.startIndex + 2
    // The Linux console sends ESC [ [ A for F1.
    if index < bytes.endIndex, bytes[index] == UInt8(ascii: "[") {
      guard index + 1 < bytes.endIndex else { return nil }
      let number = Int(bytes[index + 1]) - 64
      return (4, 1...5 ~= number ? .input(.key(.function(number))) : .nothing)
    }
    while index < bytes.endIndex, 0x20...0x3F ~= bytes[index] { index += 1 }
    let length = index - bytes.startIndex + 1
    guard index < bytes.endIndex else {
      return length > longestSequence ? (length - 1, .nothing) : nil
    }
    // Anything but a final byte breaks the sequence off and is read anew.
    guard 0x40...0x7E ~= bytes[index] else { return (length - 1, .nothing) }
    let body = String(decoding: bytes[(bytes.startIndex + 2)..<index], as: UTF8.self)
    let final = Character(Unicode.Scalar(bytes[index]))
    if body == "200" && final == "~" { return (length, .pasteBegins) }
    if body.first == "<", final == "M" || final == "m" {
      return (length, mouse(body.dropFirst(), isRelease: final == "m"))
    }
    if body.isEmpty && final == "M" { return oldMouse(bytes) }
    if let key = KeySequences.key(body, final: final) { return (length, .input(.key(key))) }
    return (length, .input(.reply(Array(bytes.prefix(length)))))
  }

  /// A report of the mouse (SGR 1006): button, column and row.
  private static func mouse(_ body: Substring, isRelease: Bool) -> Decoded {
    let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map { field in
      field.count <= 6 && field.allSatisfy(\.isNumber) ? Int(field) ?? -1 : -1
    }
    guard numbers.count == 3, numbers[0] >= 0,
      let event = MouseEvent(
        code: numbers[0], column: numbers[1], row: numbers[2], isRelease: isRelease)
    else { return .nothing }
    return .input(.mouse(event))
  }

  /// The same as terminals have it that do not know SGR: three bytes behind the letter.
  ///
  /// They must not be taken for keys.
  private static func oldMouse(_ bytes: ArraySlice<UInt8>) -> (Int, Decoded)? {
    let report = bytes.dropFirst(3).prefix(3)
    // A control breaks it off and is read anew.
    if let broken = report.firstIndex(where: { $0 < 0x20 }) {
      return (broken - bytes.startIndex, .nothing)
    }
    guard report.count == 3 else { return nil }
    let numbers = report.map { Int($0) - 32 }
    // The button of a release is not told; it was the left one or nobody waits for it.
    let isRelease = numbers[0] & 3 == 3 && numbers[0] < 32
    guard
      let event = MouseEvent(
        code: isRelease ? 0 : numbers[0], column: numbers[1], row: numbers[2], isRelease: isRelease)
    else { return (6, .nothing) }
    return (6, .input(.mouse(event)))
  }

  /// DCS, OSC, APC, PM or SOS up to its terminator: always a reply.
  private static func string(_ bytes: ArraySlice<UInt8>) -> (Int, Decoded)? {
    var index = bytes.startIndex + 2
    while index < bytes.endIndex {
      let length = index - bytes.startIndex + 1
      if bytes[index] == 0x07 { return (length, .input(.reply(Array(bytes.prefix(length))))) }
      if bytes[index] == 0x1B {
        guard index + 1 < bytes.endIndex else { return nil }
        guard bytes[index + 1] == UInt8(ascii: "\\") else { return (length - 1, .nothing) }
        return (length + 1, .input(.reply(Array(bytes.prefix(length + 1)))))
      }
      // No reply holds another control: what began is broken off, and this is a key.
      if bytes[index] < 0x20 { return (length - 1, .nothing) }
      if length > longestString { return (length, .nothing) }
      index += 1
    }
    return nil
  }
}

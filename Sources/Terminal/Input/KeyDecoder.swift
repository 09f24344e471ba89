/// Turns the bytes of a terminal into keys, pastes and replies.
///
/// Bytes come in pieces of any size. A lone Escape and the start of a sequence cannot be told apart
/// until time has passed: `isWaiting` says that, and `flush` ends the wait.
package struct KeyDecoder: Sendable {
  private var pending: [UInt8] = []
  private var pasted: [UInt8]?

  /// The longest paste that is kept, in bytes; the rest is dropped.
  package static let longestPaste = 1 << 20
  // Longer than any sequence of a keyboard or reply to a question.
  private static let longestSequence = 1024

  package init() {}

  /// Whether something has begun that more bytes may complete.
  package var isWaiting: Bool { !pending.isEmpty || pasted != nil }
  /// Whether what is awaited is the rest of a paste, which may take longer than a key.
  package var isPasting: Bool { pasted != nil }

  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [TerminalInput] {
    pending += bytes
    var inputs: [TerminalInput] = []
    var start = 0
    while start < pending.count {
      if pasted != nil {
        let isOver = takePaste(from: &start)
        guard isOver else { break }
        inputs += finishPaste()
        continue
      }
      guard let (length, input) = Self.first(of: pending[start...]) else { break }
      start += length
      if input == .pasteBegins {
        pasted = []
      } else if case .input(let input) = input {
        inputs.append(input)
      }
    }
    pending.removeFirst(start)
    return inputs
  }

  /// Takes what is there for complete: a lone Escape is the key, a paste without end is over.
  package mutating func flush() -> [TerminalInput] {
    if pasted != nil {
      pasted?.append(contentsOf: pending)
      pending = []
      return finishPaste()
    }
    defer { pending = [] }
    guard pending.first == 0x1B else { return [] }
    if pending.count == 1 { return [.key(.escape)] }
    // Introducers that no sequence followed are Alt and a letter.
    if pending.count == 2, pending[1] > 0x20, pending[1] < 0x7F {
      return [.key(.alt(Character(Unicode.Scalar(pending[1]))))]
    }
    return []
  }

  // MARK: Paste

  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// Copies pasted bytes from `pending` at `start`, which moves behind them and the end mark.
  ///
  /// - Returns: whether the end mark was there.
  private mutating func takePaste(from start: inout Int) -> Bool {
    let end = Self.pasteEnd
    var index = start
    while index + end.count <= pending.count {
      if pending[index] == 0x1B, pending[index..<index + end.count].elementsEqual(end) {
        keepPasted(pending[start..<index])
        start = index + end.count
        return true
      }
      index += 1
    }
    keepPasted(pending[start..<index])
    start = index
    return false
  }

  private mutating func keepPasted(_ bytes: ArraySlice<UInt8>) {
    let room = Self.longestPaste - (pasted?.count ?? 0)
    pasted?.append(contentsOf: bytes.prefix(max(0, room)))
  }

  private mutating func finishPaste() -> [TerminalInput] {
    defer { pasted = nil }
    let text = String(decoding: pasted ?? [], as: UTF8.self)
    let line = Self.line(text)
    return line.isEmpty ? [] : [.paste(line)]
  }

  /// `text` with line ends and tabs as spaces and without other control characters.
  package static func line(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var lastWasReturn = false
    for scalar in text.unicodeScalars {
      defer { lastWasReturn = scalar == "\r" }
      switch scalar {
      case "\n" where lastWasReturn: break
      case "\n", "\r", "\t", "\u{85}", "\u{2028}", "\u{2029}": scalars.append(" ")
      case _ where scalar.isControl: break
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}

private enum Decoded: Equatable {
  case input(TerminalInput)
  case pasteBegins
  /// A sequence that means nothing here.
  case nothing
}

extension KeyDecoder {
  /// The first input of `bytes` and its length; nil where it is not complete.
  private static func first(of bytes: ArraySlice<UInt8>) -> (Int, Decoded)? {
    guard let byte = bytes.first else { return nil }
    switch byte {
    case 0x1B: return escape(bytes)
    case 0x00: return (1, .input(.key(.control(" "))))
    case 0x08, 0x7F: return (1, .input(.key(.backspace)))
    case 0x09: return (1, .input(.key(.tab)))
    case 0x0A, 0x0D: return (1, .input(.key(.enter)))
    case 0x01...0x1A:
      return (1, .input(.key(.control(Character(Unicode.Scalar(byte + 0x60))))))
    case 0x1C...0x1F: return (1, .nothing)
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
    guard let scalar = decoded.unicodeScalars.first, scalar != "\u{FFFD}", !scalar.isControl else {
      return (length, .nothing)
    }
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
    case 0x0D: return (2, .input(.key(.enter)))
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
    if let key = KeySequences.key(body, final: final) { return (length, .input(.key(key))) }
    return (length, .input(.reply(Array(bytes.prefix(length)))))
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
      if length > longestSequence { return (length, .nothing) }
      index += 1
    }
    return nil
  }
}

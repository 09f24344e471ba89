/// Turns the bytes of a terminal into keys, pastes and replies.
///
/// Bytes come in pieces of any size. A lone Escape and the start of a sequence cannot be told apart
/// until time has passed: `patience` says how much, and `flush` ends the wait.
package struct KeyDecoder: Sendable {
  private var pending: [UInt8] = []
  private var pasted: [UInt8]?
  /// Whether the latest input was an Escape that nothing had followed.
  private var tookEscape = false

  /// The longest paste that is kept, in bytes; the rest is dropped.
  package static let longestPaste = 1 << 20

  package init() {}

  /// Whether something has begun that more bytes may complete.
  package var isWaiting: Bool { !pending.isEmpty || pasted != nil }

  /// Seconds of silence after which `flush` may take what has begun for complete; nil where nothing
  /// has begun, and where whatever comes next tells.
  ///
  /// - Parameter escape: how long a lone Escape may be the beginning of a sequence.
  package func patience(afterEscape escape: Double) -> Double? {
    if pasted != nil { return 2 }
    // The rest of a character or of a control sequence is told from a key by its bytes.
    guard pending.first == 0x1B else { return nil }
    switch pending.count {
    case 1: return escape
    case 2: return max(escape, 1)
    default:
      // Bytes of any kind may follow the letter of an old report of the mouse.
      let isTold = pending[1] == UInt8(ascii: "[") && pending[2] != UInt8(ascii: "M")
      return isTold ? nil : 2
    }
  }

  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [TerminalInput] {
    let bytes = Array(bytes)
    if bytes.isEmpty { return [] }
    // The Escape was the beginning of a sequence after all: keys never come this close together.
    let isLate = tookEscape && Self.isRest(bytes)
    tookEscape = false
    // Alt and Enter come in one piece; two keys that a slow line has brought together do not.
    if pending == [0x1B], bytes[0] == 0x0D {
      pending = []
      return [.key(.escape)] + feed(bytes)
    }
    pending += (isLate ? [0x1B] : []) + bytes
    var inputs: [TerminalInput] = isLate ? [.escapeWithdrawn] : []
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
    if pending.count == 1 {
      tookEscape = true
      return [.key(.escape)]
    }
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
    let line = PlainLine(String(decoding: pasted ?? [], as: UTF8.self))
    return line == PlainLine("") ? [] : [.paste(line)]
  }
}

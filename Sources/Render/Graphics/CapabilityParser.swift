/// Picks the replies to `Capabilities.query` out of what a terminal sends; the rest is passed over.
///
/// Bytes come in pieces of any size.
package struct CapabilityParser: Sendable {
  package private(set) var capabilities = Capabilities()
  private var pending: [UInt8] = []
  private var geometryReplies = 0

  package init() {}

  /// Whether the fence (DA1) has arrived, after which no further reply is awaited.
  package var isFinished: Bool { capabilities.answered }

  package mutating func consume(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { consume(byte) }
  }

  private mutating func consume(_ byte: UInt8) {
    pending.append(byte)
    while !pending.isEmpty {
      switch TerminalReply.match(pending) {
      case .incomplete: return
      case .complete(let reply):
        note(reply)
        pending = []
      case .foreign:
        // A reply may begin right where another sequence broke off.
        let escape = pending.dropFirst().firstIndex(of: TerminalReply.escape)
        pending.removeFirst(escape ?? pending.count)
      }
    }
  }

  private mutating func note(_ reply: TerminalReply) {
    switch reply {
    case .deviceAttributes(let attributes):
      capabilities.answered = true
      capabilities.sixel = attributes.contains(4)
    case .version(let name): capabilities.name = name
    case .cell(let size): capabilities.cell = size
    case .textArea(let size): capabilities.textArea = size
    case .textCells(let size): capabilities.textCells = size
    case .colourRegisters(let count):
      if let count { capabilities.colourRegisters = count }
    case .imageGeometry(let size):
      // The present size was asked for first, the maximum second; a terminal that answers once
      // means both.
      geometryReplies += 1
      guard let size else { break }
      if geometryReplies == 1 { capabilities.imageArea = size }
      capabilities.maximumImage = size
    case .mode(let number, let state):
      if number == 2026 { capabilities.synchronizedOutput = state == 1 || state == 2 }
    case .background(let colour): capabilities.background = colour
    case .kitty(Capabilities.kittyNumber, let isKnown): capabilities.kitty = isKnown
    case .kitty(Capabilities.kittyBehindTmuxNumber, let isKnown):
      capabilities.kittyBehindTmux = isKnown
    case .kitty: break
    case .kittyVersion(let version): capabilities.kittyVersion = version
    case .itermCell: capabilities.reportsItermCell = true
    }
  }
}

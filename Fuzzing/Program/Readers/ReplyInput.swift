import Render

/// Replies of terminals: whatever came before, the fence is seen.
struct ReplyInput: FuzzedReader {
  func read(_ bytes: [UInt8]) throws {
    var parser = CapabilityParser()
    parser.consume(bytes)
    let capabilities = parser.capabilities
    for size in [capabilities.cell, capabilities.textArea, capabilities.usableImage] {
      if let size { check(size.width > 0 && size.height > 0) }
    }
    check(2...256 ~= capabilities.usableColours)
    parser.consume("\u{1B}[?62;4c".utf8)
    check(parser.isFinished && parser.capabilities.sixel)
  }
}

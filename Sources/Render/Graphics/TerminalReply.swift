/// One reply of a terminal to one of the questions in `Capabilities.query`.
enum TerminalReply: Equatable {
  case deviceAttributes([Int])
  case version(String)
  case cell(PixelSize)
  case textArea(PixelSize)
  case textCells(GridSize)
  /// Nil where the terminal reports an error.
  case colourRegisters(Int?)
  /// Nil where the terminal reports an error.
  case imageGeometry(PixelSize?)
  case mode(Int, state: Int)
  case background(RGB)
  /// Kitty's question of this number was answered; false where the answer is an error.
  case kitty(Int, isKnown: Bool)
  /// The version of kitty, as its question for that is answered.
  case kittyVersion(String)
  /// The size of a cell came in iTerm2's way.
  case itermCell

  enum Match: Equatable {
    /// More bytes are needed to tell.
    case incomplete
    case complete(TerminalReply)
    /// No reply begins with these bytes.
    case foreign
  }

  static let escape: UInt8 = 0x1B
  private static let bell: UInt8 = 0x07
  private static let versionIntroducer = Array("\u{1B}P>|".utf8)
  private static let kittyVersionIntroducer = Array(
    "\u{1B}P1+r\(KittyCommand.hexadecimal(KittyCommand.versionName))=".utf8)
  private static let backgroundIntroducer = Array("\u{1B}]11;".utf8)
  private static let itermIntroducer = Array("\u{1B}]1337;ReportCellSize=".utf8)
  private static let kittyIntroducer = Array("\u{1B}_Gi=".utf8)
  /// Longer than any honest reply; more than this is passed over.
  private static let longest = 512

  static func match(_ bytes: [UInt8]) -> Match {
    guard bytes.first == escape, bytes.count <= longest else { return .foreign }
    guard bytes.count > 1 else { return .incomplete }
    switch bytes[1] {
    case UInt8(ascii: "["): return matchControl(bytes)
    case UInt8(ascii: "P"):
      let version = matchString(bytes, versionIntroducer, readVersion)
      return version == .foreign
        ? matchString(bytes, kittyVersionIntroducer, readKittyVersion) : version
    case UInt8(ascii: "]"):
      let background = matchString(bytes, backgroundIntroducer, readBackground)
      return background == .foreign
        ? matchString(bytes, itermIntroducer) { _ in .itermCell } : background
    case UInt8(ascii: "_"): return matchString(bytes, kittyIntroducer, readKitty)
    default: return .foreign
    }
  }

  /// `CSI`, parameters, intermediates and one final byte.
  private static func matchControl(_ bytes: [UInt8]) -> Match {
    guard let last = bytes.dropFirst(2).last else { return .incomplete }
    switch last {
    case 0x20...0x3F: return .incomplete
    case 0x40...0x7E: break
    default: return .foreign
    }
    guard let reply = control(String(decoding: bytes.dropFirst(2), as: UTF8.self)) else {
      return .foreign
    }
    return .complete(reply)
  }

  private static func control(_ text: String) -> TerminalReply? {
    let isPrivate = text.hasPrefix("?")
    let isMode = text.hasSuffix("$y")
    let body = text.dropFirst(isPrivate ? 1 : 0).dropLast(isMode ? 2 : 1)
    var numbers: [Int] = []
    for part in body.split(separator: ";", omittingEmptySubsequences: false) {
      guard part.count <= 6, let number = part.isEmpty ? 0 : Int(part), number >= 0 else {
        return nil
      }
      numbers.append(number)
    }
    switch (isPrivate, text.last) {
    case (true, "c"): return .deviceAttributes(numbers)
    case (true, "y") where isMode && numbers.count == 2:
      return .mode(numbers[0], state: numbers[1])
    case (true, "S") where numbers.count >= 2: return graphicsAttribute(numbers)
    case (false, "t") where numbers.count == 3: return windowReport(numbers)
    default: return nil
    }
  }

  private static func graphicsAttribute(_ numbers: [Int]) -> TerminalReply? {
    let values = numbers[1] == 0 ? numbers.dropFirst(2) : []
    switch numbers[0] {
    case 1:
      return .colourRegisters(values.first.flatMap { $0 > 0 ? $0 : nil })
    case 2:
      guard values.count == 2, let size = PixelSize(width: numbers[2], height: numbers[3]).real
      else { return .imageGeometry(nil) }
      return .imageGeometry(size)
    default: return nil
    }
  }

  private static func windowReport(_ numbers: [Int]) -> TerminalReply? {
    guard let size = PixelSize(width: numbers[2], height: numbers[1]).real else { return nil }
    switch numbers[0] {
    case 4: return .textArea(size)
    case 6: return .cell(size)
    case 8: return .textCells(GridSize(columns: numbers[2], rows: numbers[1]))
    default: return nil
    }
  }

  /// A string that ends with `ESC \` or the bell.
  private static func matchString(
    _ bytes: [UInt8], _ introducer: [UInt8], _ read: (String) -> TerminalReply?
  ) -> Match {
    guard bytes.count > introducer.count else {
      return introducer.starts(with: bytes) ? .incomplete : .foreign
    }
    guard bytes.starts(with: introducer) else { return .foreign }
    let body = bytes.dropFirst(introducer.count)
    let endsWithBell = body.last == bell
    let endsWithTerminator = body.count > 1 && body.suffix(2) == [escape, UInt8(ascii: "\\")]
    guard endsWithBell || endsWithTerminator else {
      if let at = body.firstIndex(of: escape), at < body.endIndex - 1 { return .foreign }
      return .incomplete
    }
    let text = String(decoding: body.dropLast(endsWithBell ? 1 : 2), as: UTF8.self)
    guard let reply = read(text) else { return .foreign }
    return .complete(reply)
  }

  private static func readVersion(_ text: String) -> TerminalReply? {
    .version(String(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(80)))
  }

  /// Each byte as two hexadecimal digits.
  private static func readKittyVersion(_ text: String) -> TerminalReply? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2), digits.count <= 40 else { return nil }
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
    return .kittyVersion(String(decoding: bytes, as: UTF8.self))
  }

  /// A number, and `OK` or an error.
  private static func readKitty(_ text: String) -> TerminalReply? {
    let parts = text.split(separator: ";", maxSplits: 1)
    guard parts.count == 2, let number = Int(parts[0].prefix(6)) else { return nil }
    return .kitty(number, isKnown: parts[1] == "OK")
  }

  /// `rgb:R/G/B` or `rgba:R/G/B/A` with one to four hexadecimal digits each.
  private static func readBackground(_ text: String) -> TerminalReply? {
    guard let colon = text.firstIndex(of: ":"), ["rgb", "rgba"].contains(text[..<colon]) else {
      return nil
    }
    let parts = text[text.index(after: colon)...].split(separator: "/")
    guard parts.count == 3 || parts.count == 4 else { return nil }
    var channels: [UInt8] = []
    for part in parts.prefix(3) {
      guard part.count <= 4, let value = Int(part, radix: 16), value >= 0 else { return nil }
      let most = (1 << (4 * part.count)) - 1
      channels.append(UInt8((2 * 255 * value + most) / (2 * most)))
    }
    return .background(RGB(red: channels[0], green: channels[1], blue: channels[2]))
  }
}

extension PixelSize {
  /// The size itself if it can be one.
  fileprivate var real: PixelSize? { width > 0 && height > 0 ? self : nil }
}

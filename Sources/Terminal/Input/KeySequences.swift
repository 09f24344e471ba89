/// The sequences that terminals send for keys that are no text.
enum KeySequences {
  /// After `ESC O`.
  static let application: [UInt8: Key] = [
    UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
    UInt8(ascii: "D"): .left, UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
    UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2),
    UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4), UInt8(ascii: "M"): .enter,
  ]

  private static let letters: [Character: Key] = [
    "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "Z": .backTab,
    "P": .function(1), "Q": .function(2), "S": .function(4),
  ]

  /// Whether `CSI` and this byte are a key, or begin one of the Linux console.
  static func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "[") || letters[Character(Unicode.Scalar(byte))] != nil
  }

  private static let numbers: [Int: Key] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12),
  ]

  /// The key of `CSI parameters final`, or nil if it is none.
  ///
  /// A second parameter tells the modifiers: 1 + shift + 2·alt + 4·control.
  static func key(_ parameters: String, final: Character) -> Key? {
    let fields = parameters.split(separator: ";", omittingEmptySubsequences: false)
    guard fields.count <= 2, fields.allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return nil }
    let first = fields.first.flatMap { Int($0) } ?? 1
    let modifiers = fields.count > 1 ? max(0, (Int(fields[1]) ?? 1) - 1) : 0
    let key = final == "~" ? numbers[first] : (first == 1 ? letters[final] : nil)
    guard modifiers != 0 else { return key }
    if modifiers & 1 != 0, let shifted = key.flatMap({ shifted($0, modifiers) }) { return shifted }
    guard modifiers & 6 != 0 else { return key }
    let isAlt = modifiers & 4 == 0
    switch key {
    case .left: return isAlt ? .altLeft : .controlLeft
    case .right: return isAlt ? .altRight : .controlRight
    case .up: return isAlt ? .altUp : .controlUp
    case .down: return isAlt ? .altDown : .controlDown
    default: return key
    }
  }

  /// The key with Shift, and with Control where that is held too; nil where it is as without them.
  private static func shifted(_ key: Key, _ modifiers: Int) -> Key? {
    switch (key, modifiers & 6) {
    case (.left, 0): .shiftLeft
    case (.right, 0): .shiftRight
    case (.up, 0): .shiftUp
    case (.down, 0): .shiftDown
    case (.home, 0): .shiftHome
    case (.end, 0): .shiftEnd
    case (.left, 4): .controlShiftLeft
    case (.right, 4): .controlShiftRight
    default: nil
    }
  }
}

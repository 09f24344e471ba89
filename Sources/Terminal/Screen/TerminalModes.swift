/// Modes of the terminal that ncurses does not know of.
package enum TerminalModes {
  /// Pastes are bracketed.
  package static let on = Array("\u{1B}[?2004h".utf8)
  package static let off = mouseOff + focusOff + Array("\u{1B}[?2004l".utf8)

  /// Whether its window is the one that the user types into.
  package static let focusOn = Array("\u{1B}[?1004h".utf8)
  package static let focusOff = Array("\u{1B}[?1004l".utf8)

  /// Whether a report says that the user has come to the window; nil for another report.
  package static func focus(of report: [UInt8]) -> Bool? {
    guard report.count == 3, report.starts(with: [0x1B, UInt8(ascii: "[")]) else { return nil }
    switch report[2] {
    case UInt8(ascii: "I"): return true
    case UInt8(ascii: "O"): return false
    default: return nil
    }
  }

  /// Buttons, the wheel, and motion while a button is down; in numbers of any size.
  package static let mouseOn = Array("\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h".utf8)
  package static let mouseOff = Array("\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l".utf8)
}

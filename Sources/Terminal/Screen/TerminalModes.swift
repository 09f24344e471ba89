/// Modes of the terminal that ncurses does not know of.
package enum TerminalModes {
  /// Pastes are bracketed.
  package static let on = Array("\u{1B}[?2004h".utf8)
  package static let off = mouseOff + Array("\u{1B}[?2004l".utf8)

  /// Buttons, the wheel, and motion while a button is down; in numbers of any size.
  package static let mouseOn = Array("\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h".utf8)
  package static let mouseOff = Array("\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l".utf8)
}

/// Modes of the terminal that ncurses does not know of.
package enum TerminalModes {
  /// Pastes are bracketed.
  package static let on = Array("\u{1B}[?2004h".utf8)
  package static let off = Array("\u{1B}[?2004l".utf8)
}

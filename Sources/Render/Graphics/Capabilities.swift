/// What a terminal said about itself.
///
/// Everything is nil or false until a reply says otherwise: a terminal may answer some of the
/// questions or none.
package struct Capabilities: Equatable, Sendable {
  /// Name and version, as the terminal gives them (XTVERSION), without control characters.
  package var name: String?
  /// Whether the primary device attributes (DA1) arrived, which every known terminal sends.
  package var answered = false
  /// Whether DA1 lists attribute 4.
  package var sixel = false
  /// Colour registers of one sixel picture.
  package var colourRegisters: Int?
  /// The largest sixel picture; a larger one may not appear at all.
  package var maximumImage: PixelSize?
  /// The area for sixel as it is now, which is the text area unless `maximumImage` cuts it.
  package var imageArea: PixelSize?
  /// One cell (`CSI 16 t`).
  package var cell: PixelSize?
  /// The text area (`CSI 14 t`).
  package var textArea: PixelSize?
  /// Columns and rows of the text area (`CSI 18 t`); tmux 3.3 swaps them, so trust the window size.
  package var textCells: GridSize?
  /// Whether frames can be held back until they are whole (DEC mode 2026).
  package var synchronizedOutput = false
  /// The background colour (OSC 11).
  package var background: RGB?

  package init() {}

  /// Colours to use in one sixel picture: what the terminal has, at most 256; 256 if unsaid.
  package var usableColours: Int { min(256, max(2, colourRegisters ?? 256)) }

  /// The largest picture to send: what the terminal said, else the 1000×1000 of xterm.
  package var usableImage: PixelSize { maximumImage ?? PixelSize(width: 1000, height: 1000) }

  /// The bytes that ask for all of this, in one write; DA1 comes last as the fence.
  ///
  /// Empty where nothing may be sent (`TERM` unset or `dumb`). The Linux console is asked for DA1
  /// alone, for it prints parts of questions that it does not know.
  package static func query(environment: [String: String]) -> [UInt8] {
    let fence = "\u{1B}[c"
    switch environment["TERM", default: ""] {
    case "", "dumb", "unknown": return []
    case "linux": return Array(fence.utf8)
    default: break
    }
    let questions = [
      "\u{1B}[>q", "\u{1B}[16t", "\u{1B}[14t", "\u{1B}[18t", "\u{1B}[?1;1;0S", "\u{1B}[?2;1;0S",
      "\u{1B}[?2;4;0S", "\u{1B}[?2026$p", "\u{1B}]11;?\u{1B}\\", fence,
    ]
    return Array(questions.joined().utf8)
  }
}

/// Columns and rows of something measured in cells of text.
package struct GridSize: Hashable, Sendable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

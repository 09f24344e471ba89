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
  /// Whether kitty's question was answered.
  package var kitty = false
  /// Whether it was answered though tmux had to pass it on.
  package var kittyBehindTmux = false
  /// The version of kitty itself; nil for others that follow it.
  package var kittyVersion: String?
  /// Whether the size of a cell was told as iTerm2 does (OSC 1337).
  package var reportsItermCell = false
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

  /// The largest picture to send in a mode: of sixel what the terminal said, else the 1000×1000 of
  /// xterm.
  package func usableImage(_ mode: GraphicsMode) -> PixelSize {
    guard case .sixel = mode else { return PixelSize(width: 10_000, height: 10_000) }
    return maximumImage ?? PixelSize(width: 1000, height: 1000)
  }

  /// Whether inline images are shown: terminals that tell the size of their cells in iTerm2's way all
  /// do, and mintty, which does not.
  package var inlineImages: Bool { reportsItermCell || name?.hasPrefix("mintty") ?? false }

  /// Whether characters can stand for pictures that tmux passes on: kitty has them since version 0.28.
  package var showsPlaceholders: Bool {
    guard kittyBehindTmux, let kittyVersion else { return kittyBehindTmux }
    let numbers = kittyVersion.split(separator: ".").prefix(2).map { Int($0) ?? 0 }
    return numbers.count == 2 && (numbers[0], numbers[1]) >= (0, 28)
  }

  /// Whether a file may come in parts: known of iTerm2 itself, since version 3.5.
  package var takesFilesInParts: Bool {
    guard let name, name.hasPrefix("iTerm2 ") else { return false }
    let numbers = name.dropFirst(7).split(separator: ".").prefix(2).map { Int($0) ?? 0 }
    return numbers.count == 2 && (numbers[0], numbers[1]) >= (3, 5)
  }

  /// Whether letters are dark on light.
  package var isOnLight: Bool {
    guard let background else { return false }
    return 2 * Int(background.red) + 5 * Int(background.green) + Int(background.blue) > 8 * 127
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

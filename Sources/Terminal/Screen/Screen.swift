import CNcurses
import CTerminal

/// The screen as ncurses keeps it: takes canvases and sends the terminal what changed.
///
/// The only type that calls ncurses.
@MainActor
@safe
package final class Screen {
  private var theme: Theme
  private var given: Theme
  private let colours: Int
  /// The first colours of 24 bits, which are numbers.
  private let numberedColours: Int
  /// How many colours the terminal is described with.
  package let describedColours: Int
  /// Whether the colours of a theme are about what they are: where there are few, others take their
  /// places, which stand out less.
  package var showsThemes: Bool { describedColours >= 256 }
  /// The kind of terminal that is drawn for because this machine does not know the real one; nil
  /// where it does.
  package let standIn: String?
  private var shown: Canvas?
  private var looks: [Style: Look] = [:]
  private var pairs: [PairKey: Int32] = [:]
  /// The reserved cells that are written dim.
  private var dimmed: Set<Point> = []
  /// About how many bytes the frame shown last took.
  package private(set) var frameBytes = 0

  private struct Look {
    let flags: UInt32
    let pair: Int32
  }

  private struct PairKey: Hashable {
    let foreground: Int
    let background: Int
  }

  /// Opens the screen; the terminal's settings must have been saved before.
  ///
  /// - Parameter usesColour: false keeps all text in the terminal's own colours.
  /// - Throws: `ScreenError` where neither the terminal type nor one like it is known, or it cannot
  ///   place text.
  package init(theme: Theme, usesColour: Bool, terminalType: String) throws(ScreenError) {
    guard wurst_curses_utf8() else { throw .noUnicode }
    let type = TerminalType.descriptions(of: terminalType).first { unsafe wurst_curses_knows($0) }
    guard let type, unsafe wurst_curses_open(type) else { throw .unknownTerminal(terminalType) }
    standIn = type == terminalType ? nil : type
    wurst_curses_prepare()
    describedColours = Int(wurst_curses_described_colours())
    colours = usesColour ? Int(wurst_curses_colours()) : 0
    numberedColours = wurst_curses_has_sixteen() ? 16 : 8
    given = theme
    self.theme = colours > 0 ? theme : theme.withoutColour
    unsafe wurst_terminal_screen(wurst_curses_leaving())
    curs_set(0)
  }

  /// Whether this machine has a description of terminals of `type`.
  package nonisolated static func knows(_ type: String) -> Bool { unsafe wurst_curses_knows(type) }

  /// Draws with another theme from the next `show` on.
  ///
  /// - Returns: whether it is another one; then everything has to be sent anew, images too.
  package func use(_ theme: Theme) -> Bool {
    guard theme != given else { return false }
    given = theme
    self.theme = colours > 0 ? theme : theme.withoutColour
    looks = [:]
    shown = nil
    return true
  }

  /// Sends what differs from the canvas shown before, and places the cursor or hides it.
  package func show(_ canvas: Canvas, cursor: Point?) {
    let before = shown?.size == canvas.size ? shown : nil
    frameBytes = 0
    for y in 0..<canvas.size.height {
      let row = canvas.row(y)
      if let before, before.row(y) == row { continue }
      put(row, y: y)
      // Colours, places and letters of several bytes make about two of a letter.
      frameBytes += 8 + 2 * row.count { $0.isReserved || $0.text != " " }
    }
    shown = canvas
    place(cursor)
    wurst_curses_flush()
  }

  /// Rewrites the reserved cells of `areas` with the next `show`, which removes images from them.
  ///
  /// The cells change between dim and normal: ncurses takes that for a difference and writes a
  /// real character into each, the one way of erasing that all terminals agree on.
  package func eraseImages(in areas: [Rect]) {
    guard let canvas = shown else { return }
    var cells: Set<Point> = []
    for area in areas.map(canvas.bounds.intersection) {
      for y in area.y..<area.maxY {
        for x in area.x..<area.maxX where canvas[x, y].isReserved {
          cells.insert(Point(x: x, y: y))
        }
      }
    }
    dimmed.formSymmetricDifference(cells)
    for y in Set(cells.map(\.y)) { put(canvas.row(y), y: y) }
  }

  /// Sends everything anew with the next `show`.
  package func invalidate() {
    wurst_curses_clear_next()
    shown = nil
  }

  package func resize(to size: Size) {
    resizeterm(Int32(size.height), Int32(size.width))
    invalidate()
  }

  /// Leaves the alternate screen.
  package func close() {
    endwin()
    wurst_terminal_screen(nil)
  }

  /// Comes back after `close`.
  package func reopen() {
    reset_prog_mode()
    unsafe wurst_terminal_screen(wurst_curses_leaving())
    wurst_curses_prepare()
    invalidate()
  }

  private func place(_ cursor: Point?) {
    guard let cursor else {
      curs_set(0)
      return
    }
    curs_set(1)
    wurst_curses_move(Int32(cursor.y), Int32(cursor.x))
  }

  /// Writes a row; the cells under an image are marked with the number of the row.
  ///
  /// Rows of text that move take ncurses to scroll a part of the screen, whatever idlok says, and the
  /// terminal scrolls the image on them as well. It knows a row again by its characters alone: with
  /// single spaces among the no-break ones no row with an image is like another.
  private func put(_ row: ArraySlice<Cell>, y: Int) {
    var x = -1
    var mark = y
    var isMarkable = true
    for cell in row {
      x += 1
      if cell.text.isEmpty { continue }
      if cell.isReserved {
        let isDim = dimmed.contains(Point(x: x, y: y))
        // Bold, so that text which takes the place of the image differs from it in every cell.
        let look = look(of: Style(cell.style.role, isDim ? [.bold, .dim] : .bold))
        let isSpace = isMarkable && mark & 1 == 1
        if isMarkable { mark >>= 1 }
        isMarkable.toggle()
        put([isSpace ? 0x20 : 0xA0], y: y, x: x, look)
        continue
      }
      let look = look(of: cell.style)
      var text = cell.text.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
      let next = row.index(row.startIndex, offsetBy: x + 1)
      let columns = next < row.endIndex && row[next].text.isEmpty ? 2 : 1
      // Where the C library takes the glyph for narrower or wider, ncurses would lose count.
      if let first = text.first, Int(wurst_curses_width(first)) != columns {
        text = Array(repeating: 0xFFFD, count: 1)
        if columns == 2 { put([0x20], y: y, x: x + 1, look) }
      }
      put(text, y: y, x: x, look)
    }
  }

  private func put(_ text: [wchar_t], y: Int, x: Int, _ look: Look) {
    let terminated = text + [0]
    unsafe terminated.withUnsafeBufferPointer {
      unsafe wurst_curses_put(Int32(y), Int32(x), $0.baseAddress, look.flags, look.pair)
    }
  }

  private func look(of style: Style) -> Look {
    if let look = looks[style] { return look }
    let appearance = theme[style]
    let look = Look(
      flags: UInt32(appearance.attributes.rawValue),
      pair: pair(appearance.foreground, appearance.background))
    looks[style] = look
    return look
  }

  private func pair(_ foreground: Colour, _ background: Colour) -> Int32 {
    guard colours > 0 else { return 0 }
    let key = PairKey(
      foreground: foreground.index(among: colours, numbered: numberedColours),
      background: background.index(among: colours, numbered: numberedColours))
    if key.foreground < 0 && key.background < 0 { return 0 }
    if let pair = pairs[key] { return pair }
    let pair = Int32(pairs.count + 1)
    guard pair < wurst_curses_pairs(),
      init_extended_pair(pair, Int32(key.foreground), Int32(key.background)) != ERR
    else { return 0 }
    pairs[key] = pair
    return pair
  }
}

/// Why the screen could not be opened.
package enum ScreenError: Error, Equatable, CustomStringConvertible {
  case notATerminal(stream: String)
  case unknownTerminal(String)
  case noUnicode
  case system(call: String, code: Int32)

  package var description: String {
    switch self {
    case .notATerminal(let stream):
      "\(stream) is not a terminal; \"wurst generate\" draws pictures without one"
    case .unknownTerminal(let type):
      type.isEmpty
        ? "TERM is not set, so the screen cannot be drawn"
        : "the terminal type \"\(type)\" (TERM) is not known or cannot place text"
    case .noUnicode: "no UTF-8 locale is installed"
    case .system(let call, let code):
      "the terminal cannot be used: \(call) failed with error \(code)"
    }
  }
}

import Terminal

/// The window that is open, or the gallery, as lines of text without frames.
package struct PlainPage: Equatable, Sendable {
  package let lines: [String]

  /// Nil where neither a window nor a screen but the first is open.
  package init?(_ state: State) {
    // The help has lines of its own, and errors are said.
    guard !state.size.isTooSmall, !state.help.isOpen, state.commandEntry == nil else { return nil }
    let frame = Frame(state)
    let area: Rect
    if state.hasWindow, let window = frame.regions.first(where: { $0.id == .window }) {
      area = window.area
    } else if state.comparison != nil {
      area = state.layout.body
    } else if state.screen == .gallery {
      area = state.galleryLayout.frame
    } else {
      return nil
    }
    lines = (area.y..<area.maxY).map { Self.text(of: frame.canvas.row($0), in: area) }
      .filter { !$0.isEmpty }
  }

  /// What is to be said after `before` was said: all of another page, of the same what has changed.
  package func lines(after before: PlainPage?) -> [String] {
    guard let before, before.lines.first == lines.first else { return lines }
    let said = Set(before.lines)
    let unmarked = Set(before.lines.map(Self.unmarked))
    // That something is marked no more needs no words.
    return lines.filter {
      !said.contains($0) && (Self.unmarked($0) != $0 || !unmarked.contains($0))
    }
  }

  private static let mark = "> "

  private static func unmarked(_ line: String) -> String {
    line.hasPrefix(mark) ? "  " + line.dropFirst(mark.count) : line
  }

  private static func text(of row: ArraySlice<Cell>, in area: Rect) -> String {
    let cells = row.dropFirst(area.x).prefix(area.width).map { cell in
      cell.text.unicodeScalars.allSatisfy(hasNoWords) ? " " : cell.text
    }
    // Frame and margin are two columns.
    let text = cells.dropFirst(2).joined().replacing("▸ ", with: mark)
    return String(text.reversed().drop { $0 == " " }.reversed())
  }

  /// Lines, blocks, shades, and the places of images.
  private static func hasNoWords(_ scalar: Unicode.Scalar) -> Bool {
    0x2500...0x259F ~= scalar.value && scalar != "▸" || scalar.value == 0xA0
  }
}

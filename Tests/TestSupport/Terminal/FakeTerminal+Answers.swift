package import Render

extension FakeTerminal {
  /// What kinds of terminal there are, by how they keep pictures.
  package enum Kind: String, CaseIterable, Sendable {
    /// xterm as a VT340.
    case sixel
    case kitty
    /// iTerm2.
    case inline
    /// tmux 3.4 and later with sixel of its own.
    case tmux
    /// kitty around a tmux that passes on what is for it.
    case kittyAroundTmux
    /// No pictures, 24-bit colour.
    case text

    package var type: String {
      switch self {
      case .tmux, .kittyAroundTmux: "tmux-256color"
      default: "xterm-256color"
      }
    }

    var pictures: any FakePictures {
      switch self {
      case .sixel: FakeSixelPictures()
      case .kitty, .kittyAroundTmux: FakeKittyPictures(isAroundTmux: self == .kittyAroundTmux)
      case .inline: FakeInlinePictures()
      case .tmux: FakeTmuxPictures()
      case .text: FakeNoPictures()
      }
    }
  }

  /// Answers questions that are control sequences.
  func answer(_ sequence: FakeParser.Sequence) {
    let first = sequence.numbers.first ?? 0
    switch (sequence.prefix, sequence.intermediate, sequence.final) {
    case ("", "", "n") where first == 5: reply("\u{1B}[0n")
    case ("", "", "n") where first == 6: reply("\u{1B}[\(cursor.y + 1);\(cursor.x + 1)R")
    case ("", "", "c"):
      reply(kind == .sixel || kind == .tmux ? "\u{1B}[?62;4;22c" : "\u{1B}[?62;22c")
    case (">", "", "q"):
      let names: [Kind: String] = [
        .sixel: "XTerm(379)", .kitty: "kitty(0.35.2)", .inline: "iTerm2 3.5.4", .tmux: "tmux 3.5",
        .kittyAroundTmux: "tmux 3.5", .text: "VTE(7600)",
      ]
      reply("\u{1B}P>|\(names[kind] ?? "")\u{1B}\\")
    case ("", "", "t"):
      switch first {
      case 14: reply("\u{1B}[4;\(rows * cell.height);\(columns * cell.width)t")
      case 16: reply("\u{1B}[6;\(cell.height);\(cell.width)t")
      case 18: reply("\u{1B}[8;\(rows);\(columns)t")
      default: break
      }
    case ("?", "", "S"):
      guard kind == .sixel, sequence.numbers.count > 1 else { break }
      if first == 1 { reply("\u{1B}[?1;0;1024S") }
      let present = "\(columns * cell.width);\(rows * cell.height)"
      if first == 2 { reply("\u{1B}[?2;0;\(sequence.numbers[1] == 4 ? "1000;1000" : present)S") }
    case ("?", "$", "p"): reply("\u{1B}[?\(first);0$y")
    case (">", "", _), ("<", "", _), ("=", "", _), ("", "", "t"): break
    default:
      fault("CSI \(sequence.prefix)\(sequence.numbers)\(sequence.intermediate)\(sequence.final)")
    }
  }

  /// What a user sees: text, and in the cells that show a picture the pixels of it.
  ///
  /// The last two rows hold messages that any key takes away; their text is left out.
  package struct Sight: Equatable {
    package let lines: [String]
    fileprivate let cells: [[FakeCell]]
    package let tiles: [[FakeTile?]]

    /// How many cells show a part of a picture.
    package var pictureCells: Int { tiles.reduce(0) { $0 + $1.count { $0 != nil } } }

    /// Where two differ, in words; nil where they do not.
    package func difference(to other: Sight) -> String? {
      guard cells.count == other.cells.count, cells[0].count == other.cells[0].count else {
        return "another size"
      }
      for y in cells.indices {
        for x in cells[y].indices {
          if tiles[y][x] != other.tiles[y][x] {
            let words = { (tile: FakeTile?) in tile == nil ? "none" : "one" }
            return "the picture at column \(x), row \(y): \(words(tiles[y][x])) and "
              + "\(words(other.tiles[y][x]))"
          }
          if y < cells.count - 2, cells[y][x] != other.cells[y][x] {
            return "the text at column \(x), row \(y): \(cells[y][x]) and \(other.cells[y][x])"
          }
        }
      }
      return nil
    }
  }

  package var sight: Sight {
    let tiles = pictures.tiles(columns: columns, rows: rows, cell: cell, grid: grid)
    let cells = (0..<rows).map { y in
      (0..<columns).map { x in
        var seen = grid[y][x]
        // No-break spaces and weights are not seen where nothing is written.
        if seen.text == "\u{A0}" { seen.text = " " }
        if seen.text == " " {
          seen.style.foreground = []
          seen.style.attributes.formIntersection([4, 7])
        }
        let isUnder = tiles[y][x] != nil && (seen.text == " " || kind == .kittyAroundTmux)
        return isUnder ? FakeCell() : seen
      }
    }
    return Sight(lines: grid.map { $0.map(\.text).joined() }, cells: cells, tiles: tiles)
  }

  /// How many pictures are shown, covered ones too.
  package var pictureCount: Int { pictures.count }

  /// The picture of the most pixels, as it is seen; nil where there is none or a part is missing.
  package var largestPicture: Bitmap? { pictures.largest(in: self) }
}

/// The pixels of a picture in one cell; nil where nothing is drawn.
package struct FakeTile: Hashable {
  package var pixels: [RGB?]
}

extension FakeTerminal {
  /// The combining characters that number rows and columns of kitty's placeholders.
  package static var placeholderMarks: [Unicode.Scalar] { FakeKittyPictures.marks }
}

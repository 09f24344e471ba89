import Terminal

/// The keys as the lines of a window, for a size of the screen.
struct HelpPage {
  enum Line {
    case blank
    case title(String)
    case row(keys: String, help: String)
  }

  /// Of the window.
  let columns: Int
  /// Those inside of the window.
  let rows: Int
  let keyColumns: Int
  let lines: [Line]

  /// The furthest that scrolling goes.
  var lastScroll: Int { max(0, lines.count - rows) }

  init(_ keymap: Keymap, in size: Size) {
    let area = Rect(size).inset(horizontally: 2, vertically: 1)
    columns = min(84, area.width)
    keyColumns = min(30, (columns - 4) * 2 / 5)
    let helpColumns = columns - 4 - keyColumns - 4
    var lines: [Line] = []
    for section in keymap.sections {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.title(section.title))
      for binding in section.bindings {
        lines += Self.lines(of: binding, keyColumns: keyColumns, helpColumns: helpColumns)
      }
    }
    self.lines = lines
    rows = min(lines.count, area.height - 2)
  }

  private static func lines(of binding: Binding, keyColumns: Int, helpColumns: Int) -> [Line] {
    func wrapped(_ text: String, _ width: Int) -> [String] {
      WrappedText(Array(text), width: width).strings(of: text)
    }
    let keys = wrapped(binding.keyNames, keyColumns)
    let help = wrapped(binding.help, helpColumns)
    return (0..<max(keys.count, help.count)).map { index in
      .row(
        keys: index < keys.count ? keys[index] : "", help: index < help.count ? help[index] : "")
    }
  }
}

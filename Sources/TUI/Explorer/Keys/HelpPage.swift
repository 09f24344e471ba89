import Terminal

/// The keys as the lines of a window, for a size of the screen.
struct HelpPage {
  enum Line {
    case blank
    case title(String)
    case row(keys: String, help: String)
  }

  let keyColumns: Int
  let lines: [Line]
  /// The lines that are seen at once.
  let height: Int
  /// The furthest that scrolling goes.
  let lastScroll: Int

  init(_ keymap: Keymap, in size: Size) {
    let room = Window.room(on: size)
    keyColumns = min(30, room.width * 2 / 5)
    let helpColumns = room.width - keyColumns - 4
    var lines: [Line] = []
    for section in keymap.sections {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.title(section.title))
      for binding in section.bindings {
        lines += Self.lines(of: binding, keyColumns: keyColumns, helpColumns: helpColumns)
      }
    }
    self.lines = lines
    height = min(lines.count, room.height)
    lastScroll = lines.count - height
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

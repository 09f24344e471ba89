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

  init(_ keymap: Keymap, _ help: HelpState, in size: Size) {
    let room = Window.room(on: size)
    keyColumns = min(30, room.width * 2 / 5)
    let helpColumns = room.width - keyColumns - 4
    var lines: [Line] = []
    for section in Self.sections(of: keymap, help) {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.title(section.title))
      for binding in section.bindings {
        lines += Self.lines(of: binding, keyColumns: keyColumns, helpColumns: helpColumns)
      }
    }
    if lines.isEmpty { lines = [.title("No key does anything like “\(help.filter)”")] }
    self.lines = lines
    height = min(lines.count, room.height - 2)
    lastScroll = lines.count - height
  }

  /// What the keys do where the help was opened, then all others, as far as they are looked for.
  private static func sections(of keymap: Keymap, _ help: HelpState) -> [Keymap.Section] {
    // What is so in few places first: it is what this one is for.
    let here = keymap.bindings.filter { $0.places.contains(help.place) }.enumerated()
      .sorted { ($0.element.places.count, $0.offset) < ($1.element.places.count, $1.offset) }
      .map(\.element)
    let others = keymap.sections.map { section in
      Keymap.Section(
        title: section.title, bindings: section.bindings.filter { !$0.places.contains(help.place) })
    }
    let words = help.filter.lowercased().split(separator: " ")
    return ([Keymap.Section(title: "Keys of this part of the screen", bindings: here)] + others)
      .compactMap { section in
        let found = section.bindings.filter { binding in
          let text = "\(binding.keyNames) \(binding.label) \(binding.help)".lowercased()
          return words.allSatisfy(text.contains)
        }
        return found.isEmpty ? nil : Keymap.Section(title: section.title, bindings: found)
      }
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

package import Terminal

/// All keys and what they do: footer, help, hints and the table in the documentation come from here.
package struct Keymap: Sendable {
  package struct Section: Sendable {
    package let title: String
    package let bindings: [Binding]

    package init(title: String, bindings: [Binding]) {
      self.title = title
      self.bindings = bindings
    }
  }

  package let sections: [Section]
  /// Whether commands are called by their words instead of their keys, where there are no keys.
  package var saysWords = false

  package init(_ sections: [Section]) { self.sections = sections }

  package var bindings: [Binding] { sections.flatMap(\.bindings) }

  /// The meaning of `key` where the user is; nil where it has none.
  package func command(for key: Key, in place: Places) -> Command? {
    for binding in bindings where binding.places.contains(place) {
      if let stroke = binding.strokes.first(where: { $0.key == key }) { return stroke.command }
    }
    return nil
  }

  /// Whether Ctrl-X is the first of two keys in `place`, and no key by itself.
  func hasControlX(in place: Places) -> Bool {
    let keys = bindings.filter { $0.places.contains(place) }.flatMap(\.strokes).map(\.key)
    return !keys.contains(.control("x"))
      && keys.contains { if case .controlX = $0 { true } else { false } }
  }

  /// The name of the first key that means `command` in one of `places`, for a sentence.
  package func name(of command: Command, in places: Places) -> String {
    let strokes = bindings.lazy.filter { !$0.places.isDisjoint(with: places) }.flatMap(\.strokes)
    let key = strokes.first { $0.command == command }?.key
    if saysWords, key != .enter { return ":\(command.word)" }
    return key?.name ?? "(no key)"
  }

  /// What the commands of a row are called by.
  func names(of row: Binding) -> String {
    saysWords ? row.strokes.map { ":\($0.command.word)" }.joined(separator: " ") : row.keyNames
  }

  /// Words for the frame of a window, which do what their keys do.
  func buttons(
    _ words: [(String, Command)], in place: Places
  ) -> [Window.Button<Part>] {
    words.map { words, command in
      Window.Button("\(name(of: command, in: place)) \(words)", .button(command))
    }
  }

  /// The rows that the footer may have, in the order they are shown.
  package func footer(in place: Places) -> [Binding] {
    bindings.filter { $0.footer != nil && $0.footerPlaces.contains(place) }
  }

  /// The keymap as a Markdown table, for the documentation.
  package var markdown: String {
    let rows = sections.flatMap { section in
      ["| **\(section.title)** | |"]
        + section.bindings.map {
          "| \($0.strokes.map(\.key.markdown).joined(separator: " ")) | \($0.help) |"
        }
    }
    return (["| key | does |", "| --- | --- |"] + rows).joined(separator: "\n")
  }
}

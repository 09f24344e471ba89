package import Terminal

/// A key that is to mean something else in some places.
package struct Rebinding: Equatable, Sendable {
  package let places: Places
  package let key: Key
  /// Nil for a key that is to mean nothing.
  package let command: Command?

  package init(_ key: Key, in places: Places, _ command: Command?) {
    self.key = key
    self.places = places
    self.command = command
  }
}

extension Places {
  /// What configuration calls them.
  package static let named: KeyValuePairs<String, Places> = [
    "text": .text, "settings": .settings, "preview": .preview, "gallery": .gallery,
    "help": .help, "models": .models, "path": .path, "line": .line, "copying": .copying,
    "comparing": .comparing, "finding": .finding, "styling": .styling, "varying": .varying,
    "command": .command, "preferences": .preferences,
    "value": .value, "zoomed": .zoomed, "commands": .commands, "explorer": .explorer,
    "everywhere": .everywhere,
  ]
}

extension Keymap {
  /// The keymap with other meanings for some keys, the later going before the earlier.
  ///
  /// Rows, and with them help and footer, tell what then is so.
  package func rebinding(_ changes: [Rebinding]) -> Keymap {
    changes.reduce(self) { $0.rebinding($1) }
  }

  private func rebinding(_ change: Rebinding) -> Keymap {
    var isFound = false
    let sections = sections.map { section in
      Section(
        title: section.title,
        bindings: section.bindings.flatMap { binding -> [Binding] in
          let here = binding.places.intersection(change.places)
          let others = binding.places.subtracting(change.places)
          var strokes = binding.strokes.filter { $0.key != change.key }
          if let command = change.command,
            binding.strokes.contains(where: { $0.command == command }), !here.isEmpty
          {
            isFound = true
            strokes.insert(Binding.Stroke(key: change.key, command: command), at: 0)
          }
          guard !here.isEmpty, strokes != binding.strokes else { return [binding] }
          let kept = others.isEmpty ? [] : [binding.with(binding.strokes, in: others)]
          return (strokes.isEmpty ? [] : [binding.with(strokes, in: here)]) + kept
        })
    }
    guard let command = change.command, !isFound else { return Keymap(sections) }
    // A command that had no key in these places is described as it is elsewhere.
    return Keymap(
      sections.map { section in
        let row = section.bindings.first { $0.strokes.contains { $0.command == command } }
        guard let row, !isFound else { return section }
        isFound = true
        let stroke = Binding.Stroke(key: change.key, command: command)
        return Section(
          title: section.title, bindings: section.bindings + [row.with([stroke], in: change.places)]
        )
      })
  }
}

extension Binding {
  fileprivate func with(_ strokes: [Stroke], in places: Places) -> Binding {
    Binding(
      strokes, in: places, label, help, footer: footer,
      shownIn: footerPlaces.intersection(places))
  }
}

extension Key {
  /// The key that a person calls `name`, in any case but for letters alone: `g`, `G`, `Ctrl-G`,
  /// `Alt-Left`, `F5`, `PgUp`, `Space`; nil for what is none.
  package init?(named name: String) {
    if name.count == 1, let character = name.first, !character.isWhitespace, character.isPrintable {
      self = Self.named[name] ?? .character(character)
      return
    }
    let lower = name.lowercased()
    if let key = Self.named[lower] {
      self = key
    } else if let letter = Self.letter(of: lower, behind: ["ctrl-x ctrl-"]) {
      guard letter.isASCII, letter.isLetter else { return nil }
      self = .controlX(letter)
    } else if let letter = Self.letter(of: lower, behind: ["ctrl-", "control-", "c-"]) {
      guard letter.isASCII, letter.isLetter || letter == "_" else { return nil }
      self = .control(letter)
    } else if let letter = Self.letter(of: name, behind: ["Alt-", "alt-", "ALT-", "A-", "a-"]) {
      self = .alt(Character(letter.lowercased()))
    } else {
      return nil
    }
  }

  private static let named: [String: Key] = {
    var keys: [String: Key] = [
      "space": .character(" "), "ctrl-space": .control(" "), "enter": .enter, "return": .enter,
      "tab": .tab,
      "shift-tab": .backTab, "esc": .escape, "escape": .escape, "backspace": .backspace,
      "alt-backspace": .alt("\u{7F}"), "alt-enter": .alt("\r"), "delete": .delete, "del": .delete,
      "insert": .insert,
      "up": .up, "down": .down, "left": .left, "right": .right, "↑": .up, "↓": .down, "←": .left,
      "→": .right, "home": .home, "end": .end, "pgup": .pageUp, "pageup": .pageUp,
      "pgdn": .pageDown, "pagedown": .pageDown, "alt-left": .altLeft, "alt-←": .altLeft,
      "alt-right": .altRight, "alt-→": .altRight,
      "alt-up": .altUp, "alt-↑": .altUp, "alt-down": .altDown, "alt-↓": .altDown,
      "ctrl-up": .controlUp, "ctrl-↑": .controlUp, "ctrl-down": .controlDown,
      "ctrl-↓": .controlDown,
      "ctrl-left": .controlLeft, "ctrl-←": .controlLeft,
      "ctrl-right": .controlRight, "ctrl-→": .controlRight,
    ]
    let arrows: [(String, Key, Key?)] = [
      ("left", .shiftLeft, .controlShiftLeft), ("←", .shiftLeft, .controlShiftLeft),
      ("right", .shiftRight, .controlShiftRight), ("→", .shiftRight, .controlShiftRight),
      ("up", .shiftUp, nil), ("↑", .shiftUp, nil), ("down", .shiftDown, nil),
      ("↓", .shiftDown, nil), ("home", .shiftHome, nil), ("end", .shiftEnd, nil),
    ]
    for (name, key, withControl) in arrows {
      keys["shift-\(name)"] = key
      keys["ctrl-shift-\(name)"] = withControl
    }
    for number in 1...12 { keys["f\(number)"] = .function(number) }
    return keys
  }()

  private static func letter(of name: String, behind prefixes: [String]) -> Character? {
    prefixes.lazy.filter { name.hasPrefix($0) }.compactMap { prefix -> Character? in
      let rest = name.dropFirst(prefix.count)
      return rest.count == 1 ? rest.first : nil
    }.first
  }
}

extension Character {
  fileprivate var isPrintable: Bool { unicodeScalars.allSatisfy { !$0.properties.isControl } }
}

extension Unicode.Scalar.Properties {
  fileprivate var isControl: Bool { generalCategory == .control || generalCategory == .format }
}

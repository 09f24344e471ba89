/// A key as a person presses it.
package enum Key: Hashable, Sendable {
  /// A grapheme that is text, space included.
  case character(Character)
  case control(Character)
  case alt(Character)
  case enter, tab, backTab, escape, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case controlLeft, controlRight, controlUp, controlDown
  case altLeft, altRight, altUp, altDown
  case shiftLeft, shiftRight, shiftUp, shiftDown, shiftHome, shiftEnd
  case controlShiftLeft, controlShiftRight
  case function(Int)
  /// Ctrl-X and then another control key.
  case controlX(Character)

  /// The name in help and footer.
  package var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(" "): "Ctrl-Space"
    case .control(let character): "Ctrl-\(character.uppercased())"
    case .alt("\u{7F}"): "Alt-Backspace"
    case .alt("\r"): "Alt-Enter"
    case .alt(let character): "Alt-\(character.uppercased())"
    case .enter: "Enter"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .escape: "Esc"
    case .backspace: "Backspace"
    case .delete: "Delete"
    case .insert: "Insert"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .controlLeft: "Ctrl-←"
    case .controlRight: "Ctrl-→"
    case .controlUp: "Ctrl-↑"
    case .controlDown: "Ctrl-↓"
    case .altLeft: "Alt-←"
    case .altRight: "Alt-→"
    case .altUp: "Alt-↑"
    case .altDown: "Alt-↓"
    case .shiftLeft: "Shift-←"
    case .shiftRight: "Shift-→"
    case .shiftUp: "Shift-↑"
    case .shiftDown: "Shift-↓"
    case .shiftHome: "Shift-Home"
    case .shiftEnd: "Shift-End"
    case .controlShiftLeft: "Ctrl-Shift-←"
    case .controlShiftRight: "Ctrl-Shift-→"
    case .controlX(let character): "Ctrl-X Ctrl-\(character.uppercased())"
    case .function(let number): "F\(number)"
    }
  }
}

extension Key {
  /// What the key is behind Ctrl-X.
  package var afterControlX: Key {
    if case .control(let character) = self { .controlX(character) } else { self }
  }

  /// The key without Shift, of those that are told apart with it.
  package var withoutShift: Key {
    switch self {
    case .shiftLeft: .left
    case .shiftRight: .right
    case .shiftUp: .up
    case .shiftDown: .down
    case .shiftHome: .home
    case .shiftEnd: .end
    case .controlShiftLeft: .controlLeft
    case .controlShiftRight: .controlRight
    default: self
    }
  }

  /// The name as code in Markdown.
  package var markdown: String { "`\(name)`" }
}

/// What a terminal sends.
package enum TerminalInput: Equatable, Sendable {
  case key(Key)
  /// The Escape that was told last was the beginning of what comes next, which came late.
  case escapeWithdrawn
  case paste(PlainLine)
  case mouse(MouseEvent)
  /// A reply to a question, with its bytes.
  case reply([UInt8])
}

import Files

/// What a terminal is known to do beside drawing.
package struct TerminalKind: Equatable, Sendable {
  /// Whether its window has a title that can be put aside and brought back.
  package let hasTitle: Bool
  /// Whether it says when the user goes to another window.
  package let tellsFocus: Bool
  /// How it tells the user something while they look elsewhere.
  package let notice: Notice

  package enum Notice: Equatable, Sendable {
    /// OSC 99, OSC 777 and OSC 9, and the bell that every terminal has.
    case kitty, rxvt, iterm, bell
  }

  /// - Parameters:
  ///   - type: of the environment, as `xterm-256color`.
  ///   - name: what the terminal calls itself, as `XTerm(379)`; nil where it does not say.
  ///   - answers: whether it has answered any question.
  package init(type: String, name: String?, answers: Bool) {
    let name = name?.lowercased() ?? ""
    func isOne(of names: [String]) -> Bool { names.contains { name.hasPrefix($0) } }
    let isEmulator = Self.emulators.contains { type.hasPrefix($0) }
    hasTitle = answers && isEmulator
    tellsFocus = isOne(of: [
      "xterm", "kitty", "foot", "wezterm", "ghostty", "iterm2", "contour", "konsole", "mintty",
    ])
    notice =
      isOne(of: ["kitty"])
      ? .kitty
      : isOne(of: ["foot", "wezterm", "ghostty"]) ? .rxvt : isOne(of: ["iterm2"]) ? .iterm : .bell
  }

  /// The beginnings of the types of windows and multiplexers, of which consoles are none.
  private static let emulators = [
    "xterm", "rxvt", "foot", "kitty", "alacritty", "tmux", "screen", "wezterm", "konsole", "vte",
    "gnome", "st-", "contour", "ghostty", "mintty", "iterm",
  ]

  /// The bytes that tell `text`, without controls of its own.
  package func bytes(telling text: String) -> [UInt8] {
    let text = String(text.printable.prefix(200))
    switch notice {
    case .kitty: return Array("\u{1B}]99;i=wurst:o=unfocused;\(text)\u{1B}\\".utf8)
    case .rxvt: return Array("\u{1B}]777;notify;wurst;\(text)\u{1B}\\".utf8)
    case .iterm: return Array("\u{1B}]9;\(text)\u{1B}\\".utf8)
    case .bell: return [0x07]
    }
  }
}

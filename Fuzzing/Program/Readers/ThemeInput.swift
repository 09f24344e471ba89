import Files
import Terminal

/// Theme files; those that are sound are laid over the built-in theme.
struct ThemeInput: FuzzedReader {
  func read(_ bytes: [UInt8]) throws {
    do {
      let file = try ThemeFile(String(decoding: bytes, as: UTF8.self), path: Path("input.toml"))
      let theme = Theme.builtIn.overridden(name: "input", by: file)
      for role in Role.allCases {
        guard let appearance = file.appearances[role] else { continue }
        check(theme[role].attributes == appearance.attributes)
        // The terminal's own colour is that of plain text.
        if appearance.foreground != .standard {
          check(theme[role].foreground == appearance.foreground)
        }
      }
      _ = theme.withoutColour
    } catch {}
  }
}

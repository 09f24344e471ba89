import Files
import Terminal

/// Theme files; those that are sound are laid over the built-in theme.
struct ThemeInput: FuzzedReader {
  func read(_ bytes: [UInt8]) throws {
    do {
      let file = try ThemeFile(String(decoding: bytes, as: UTF8.self), path: Path("input.toml"))
      let theme = Theme.builtIn.overridden(name: "input", by: file.appearances)
      for role in Role.allCases {
        if let appearance = file.appearances[role] { check(theme[role] == appearance) }
      }
      _ = theme.withoutColour
    } catch {}
  }
}

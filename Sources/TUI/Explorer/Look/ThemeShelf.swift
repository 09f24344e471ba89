package import Terminal

/// Where themes are found.
package protocol ThemeShelf: Sendable {
  /// All there are, what the terminal's background decides first.
  func offers(on ground: Ground) -> [ThemeOffer]
}

extension ThemeFolders: ThemeShelf {
  package func offers(on ground: Ground) -> [ThemeOffer] {
    ([Self.automatic] + names).map { name in
      do throws(ThemeError) {
        return ThemeOffer(name: name, theme: try load(name, on: ground))
      } catch {
        return ThemeOffer(name: name, theme: nil, problem: error.description)
      }
    }
  }
}

/// Without any but what is built in.
package struct NoThemes: ThemeShelf {
  package init() {}

  package func offers(on ground: Ground) -> [ThemeOffer] {
    [ThemeOffer(name: ThemeFolders.automatic, theme: .builtIn)]
  }
}

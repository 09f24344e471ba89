package import Terminal

/// How the screen looks.
package struct LookState: Sendable {
  /// What the user chose; `ThemeFolders.automatic` where the terminal decides.
  package private(set) var name: String
  /// What the screen is drawn with.
  package private(set) var theme: Theme
  /// What it is drawn with while none is tried out.
  private var chosen: Theme
  /// The themes that there are, once they are listed.
  package private(set) var offers: [ThemeOffer] = []

  /// What the terminal draws on.
  package internal(set) var ground: Ground

  package init(
    name: String = ThemeFolders.automatic, theme: Theme = .builtIn, ground: Ground = .unknown
  ) {
    self.name = name
    self.ground = ground
    (self.theme, chosen) = (theme, theme)
  }

  /// Shows the theme of this name without choosing it.
  mutating func tryOut(_ name: String) {
    theme = offers.first { $0.name == name }?.theme ?? chosen
  }

  mutating func endTrial() { theme = chosen }

  mutating func choose(_ name: String) {
    guard let found = offers.first(where: { $0.name == name })?.theme else { return }
    self.name = name
    (theme, chosen) = (found, found)
  }

  /// Takes the themes that were found, and what the one in use has become.
  mutating func take(_ offers: [ThemeOffer]) {
    self.offers = offers
    let isTrial = theme != chosen
    chosen = offers.first { $0.name == name }?.theme ?? chosen
    if !isTrial { theme = chosen }
  }
}

/// A theme that can be chosen, or why it cannot.
package struct ThemeOffer: Equatable, Sendable {
  package let name: String
  package let theme: Theme?
  package var problem: String?

  package init(name: String, theme: Theme?, problem: String? = nil) {
    self.name = name
    self.theme = theme
    self.problem = problem
  }
}

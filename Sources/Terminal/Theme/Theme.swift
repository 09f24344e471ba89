/// How a role looks.
package struct Appearance: Hashable, Sendable {
  package var foreground: Colour
  package var background: Colour
  package var attributes: Attributes

  package init(
    _ foreground: Colour = .standard, on background: Colour = .standard,
    _ attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

/// The look of every role.
package struct Theme: Equatable, Sendable {
  package let name: String
  package let maps: ThemeMaps
  private var appearances: [Role: Appearance]

  package init(name: String, appearances: [Role: Appearance], maps: ThemeMaps = ThemeMaps()) {
    self.name = name
    self.appearances = appearances
    self.maps = maps
  }

  /// The look of a role; what the theme does not say of it is as in plain text, the terminal's own
  /// where that says nothing either.
  package subscript(role: Role) -> Appearance {
    let text = appearances[.text] ?? Appearance()
    var appearance = appearances[role] ?? Appearance()
    if appearance.foreground == .standard { appearance.foreground = text.foreground }
    if appearance.background == .standard { appearance.background = text.background }
    return appearance
  }

  /// The look of a style: the role's, with the style's attributes on top.
  package subscript(style: Style) -> Appearance {
    var appearance = self[style.role]
    appearance.attributes.formUnion(style.attributes)
    return appearance
  }

  /// The theme with a background of its own, where its words would not stand out on that of the terminal.
  package func fitted(to ground: Ground) -> Theme {
    guard !isReadable(on: ground) else { return self }
    var fitted = self
    // What does not stand out on the one is made for the other.
    fitted.appearances[.text] =
      ground == .light
      ? Appearance(.rgb(0xE4, 0xE4, 0xE7), on: .rgb(0x16, 0x18, 0x1D))
      : Appearance(.rgb(0x22, 0x24, 0x28), on: .rgb(0xFC, 0xFC, 0xFA))
    return fitted
  }

  /// Whether its words stand out on a terminal with this background, where it has none of its own.
  package func isReadable(on ground: Ground) -> Bool {
    guard ground != .unknown, appearances[.text]?.background ?? .standard == .standard else {
      return true
    }
    let paper: UInt8 = ground == .light ? 255 : 0
    return Role.allCases.allSatisfy { role in
      guard case .rgb(let red, let green, let blue) = self[role].foreground,
        self[role].background == .standard
      else { return true }
      return Contrast.ratio((red, green, blue), (paper, paper, paper)) >= Contrast.ofLines
    }
  }

  /// The theme without any colour: what hue told, attributes tell as far as they can.
  package var withoutColour: Theme {
    var plain = self
    for role in Role.allCases {
      var attributes = self[role].attributes
      switch role {
      case .activeTab, .selection: attributes.formUnion([.reverse])
      case .focusedBorder, .title, .key, .error, .notice: attributes.formUnion([.bold])
      case .muted, .placeholder, .border, .track: attributes.formUnion([.dim])
      default: break
      }
      plain.appearances[role] = Appearance(.standard, on: .standard, attributes)
    }
    return plain
  }

  /// The theme with what `file` names in place of its own.
  package func overridden(name: String, by file: ThemeFile) -> Theme {
    Theme(
      name: name, appearances: appearances.merging(file.appearances) { $1 },
      maps: ThemeMaps(
        latent: file.latentMap ?? maps.latent, tokens: file.tokenMap ?? maps.tokens,
        difference: file.differenceMap ?? maps.difference))
  }
}

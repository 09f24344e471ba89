package import Render

/// The colours of the numbers in pictures of latents, tokens and differences.
package struct ThemeMaps: Hashable, Sendable {
  package var latent: ColourMap
  /// Nil for the colours of the codes themselves.
  package var tokens: ColourMap?
  package var difference: ColourMap

  /// Such that they can be told apart without red or green sight.
  package init(
    latent: ColourMap = .viridis, tokens: ColourMap? = nil, difference: ColourMap = .magma
  ) {
    self.latent = latent
    self.tokens = tokens
    self.difference = difference
  }
}

extension ColourMap {
  /// Those that a theme may name.
  package static let named: KeyValuePairs<String, ColourMap> = [
    "viridis": .viridis, "cividis": .cividis, "magma": .magma, "grey": .grey,
  ]
}

package import Engine

/// How a picture came about: what is needed to draw on from Stage B or Stage A.
package struct PictureTrace: Equatable, Sendable {
  package var latent: Latent
  /// Nil where Stage B makes no tokens.
  package var tokens: TokenGrid?
  /// The seconds of each stage, where they were measured: text, C, B, A.
  package var seconds: [Double]

  package init(latent: Latent, tokens: TokenGrid?, seconds: [Double] = []) {
    self.latent = latent
    self.tokens = tokens
    self.seconds = seconds
  }
}

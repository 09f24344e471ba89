/// How large the latents of a picture are in the second generation (spec v2 §8).
package struct LatentGrids: Equatable, Sendable {
  /// Pixels per position of the prior's latent.
  package let resolutionMultiple: Double
  /// Positions of the decoder's latent per position of the prior's.
  package let latentDimScale: Double

  package init(resolutionMultiple: Double = 42.67, latentDimScale: Double = 10.67) {
    self.resolutionMultiple = resolutionMultiple
    self.latentDimScale = latentDimScale
  }

  /// The extent of the prior's latent for a picture of `pixels`.
  package func prior(_ pixels: Int) -> Int {
    Int((Double(pixels) / resolutionMultiple).rounded(.up))
  }

  /// The extent of the decoder's latent for a prior's latent of `extent`.
  package func decoder(_ extent: Int) -> Int { Int(Double(extent) * latentDimScale) }
}

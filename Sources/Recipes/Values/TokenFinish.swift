/// What the last step of Stage B hands to Stage A for each place of the grid.
package enum TokenFinish: String, Codable, CaseIterable, Sendable {
  /// The vector of the token that the sampler picks, as the authors have it.
  case drawn
  /// The mean of all vectors of the codebook, each as much as its token is likely.
  case expected
}

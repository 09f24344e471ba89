extension Paella {
  /// Replaces the tokens whose draw is at most `ratio` by random ones (spec v1 §3.1).
  ///
  /// - Parameter draws: uniform in [0, 1), one per token.
  /// - Returns: the noised tokens, and for each whether it was replaced.
  package static func addNoise(
    _ tokens: TokenGrid, ratio: Float, draws: [Float], random: TokenGrid
  ) -> (tokens: TokenGrid, mask: [Bool]) {
    precondition(draws.count == tokens.codes.count && random.codes.count == draws.count)
    let mask = draws.map { $0 <= ratio }
    let codes = mask.indices.map { mask[$0] ? random.codes[$0] : tokens.codes[$0] }
    return (TokenGrid(height: tokens.height, width: tokens.width, codes: codes), mask)
  }

  /// The weight of each token in the training loss: 1 where it was replaced, else between `floor` and 1
  /// (spec v1 §3.2).
  package static func lossWeights(mask: [Bool], ratio: Float, floor: Float = 0.3) -> [Float] {
    mask.map { $0 ? 1 : 1 - (1 - ratio) * (1 - floor) }
  }
}

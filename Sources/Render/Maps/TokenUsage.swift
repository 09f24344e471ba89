import Foundation

/// How the codes of a codebook are used in one grid of tokens.
package struct TokenUsage: Equatable, Sendable {
  /// A code and how often it occurs.
  package struct Share: Equatable, Sendable {
    package let code: Int32
    package let count: Int
  }

  /// How many tokens there are.
  package let tokens: Int
  /// The codes that occur, most used first, equal ones by number.
  package let shares: [Share]
  /// Shannon entropy of the codes in bits: 0 if all tokens are the same.
  package let entropy: Double

  package init(codes: [Int32]) {
    var counts: [Int32: Int] = [:]
    for code in codes { counts[code, default: 0] += 1 }
    tokens = codes.count
    shares = counts.map { Share(code: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.code) < ($0.count, $1.code) }
    let total = Double(codes.count)
    entropy = shares.reduce(0) { sum, share in
      let probability = Double(share.count) / total
      return sum - probability * log2(probability)
    }
  }

  /// How many different codes occur.
  package var distinct: Int { shares.count }
}

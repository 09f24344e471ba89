/// How prompts are read: whether `(word:1.2)` is what it says or a word of some weight.
package enum Emphasis: String, CaseIterable, Codable, Sendable {
  /// Parts in brackets weigh more or less, as in A1111.
  case weights
  /// Every character is part of the prompt.
  case none
}

/// What a model has for people who write prompts for it.
package struct PromptGuide: Equatable, Sendable {
  /// Prompts that it draws well.
  package var examples: [String]
  /// All words that it knows, in lower case; none for a model that knows too many to name.
  package var words: [String]

  package init(examples: [String] = [], words: [String] = []) {
    self.examples = examples
    self.words = words
  }
}

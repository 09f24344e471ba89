/// One of the two texts that are typed.
package enum PromptSide: CaseIterable, Hashable, Sendable {
  case prompt, negative
}

/// Both texts.
package struct PromptTexts: Equatable, Sendable {
  package var prompt: String
  package var negative: String

  package init(prompt: String, negative: String) {
    self.prompt = prompt
    self.negative = negative
  }
}

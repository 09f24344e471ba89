/// The first stage: the states of the text tower for the prompt and for what to steer away from.
package struct TextStage: Sendable {
  package let model: Model

  package struct Output: Sendable {
    /// `[1, positions, hidden_size]` each.
    package let wanted: Tensor
    package let unwanted: Tensor
    /// Whether the prompt, or the negative prompt, was longer than the tower.
    package let isTruncated: Bool
  }

  package init(model: Model) { self.model = model }

  package func callAsFunction(prompt: String, negative: String)
    throws(CancellationError) -> Output
  {
    let both = [prompt, negative].map(model.tokenize)
    let mask = model.manifest.text.paddingMask ? both.map(\.mask) : nil
    let states = try model.text(both.map(\.ids), mask: mask)
    return Output(
      wanted: states.samples(0..<1), unwanted: states.samples(1..<2),
      isTruncated: both.contains { $0.truncated })
  }
}

extension Model {
  /// The ids of a text in as many places as the tower has.
  package func tokenize(_ text: String) -> (ids: [Int32], mask: [Bool], truncated: Bool) {
    let part = manifest.text
    let pad = tokenizer.id(of: part.padToken) ?? tokenizer.end
    return tokenizer.encode(text, length: part.maxLength, pad: pad)
  }

  /// What the model makes of a prompt before anything runs.
  package func examine(_ prompt: String) -> PromptReport {
    PromptReport(
      unknownWords: tokenizer.brokenWords(in: prompt), isTruncated: tokenize(prompt).truncated)
  }
}

/// What a user should know about a prompt.
package struct PromptReport: Equatable, Sendable {
  /// Words the vocabulary does not hold whole, in order, each once.
  package let unknownWords: [String]
  /// Whether the end of the prompt is cut off.
  package let isTruncated: Bool
}

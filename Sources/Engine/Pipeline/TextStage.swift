/// The first stage: the states of the text tower for the prompt and for what to steer away from.
package struct TextStage: Sendable {
  package let reader: TextReader

  package struct Output: Sendable {
    /// The states of the prompt, `[1, positions, hidden_size]`.
    package let wanted: Tensor
    /// Those of the negative prompt.
    package let unwanted: Tensor
    /// Whether the prompt, or the negative prompt, was longer than the tower.
    package let isTruncated: Bool
  }

  package init(reader: TextReader) { self.reader = reader }

  package func callAsFunction(prompt: String, negative: String)
    throws(CancellationError) -> Output
  {
    let both = [prompt, negative].map(reader.tokens)
    let states = try reader(both)
    return Output(
      wanted: states.samples(0..<1), unwanted: states.samples(1..<2),
      isTruncated: both.contains { $0.truncated })
  }
}

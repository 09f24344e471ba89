/// Turns prompts into the states of a text tower: tokenizer, padding and tower together.
package struct TextReader: Sendable {
  package let tokenizer: BPETokenizer
  package let tower: CLIPText
  /// Places that a prompt is cut or padded to, begin and end included.
  package let length: Int
  private let pad: Int32
  private let masksPadding: Bool

  /// - Parameters:
  ///   - padToken: a token of the vocabulary.
  ///   - masksPadding: whether padded places are hidden from attention inside the tower.
  package init(
    tokenizer: BPETokenizer, tower: CLIPText, length: Int, padToken: String, masksPadding: Bool
  ) {
    precondition(length <= tower.config.maxPositionEmbeddings)
    self.tokenizer = tokenizer
    self.tower = tower
    self.length = length
    pad = tokenizer.id(of: padToken) ?? tokenizer.end
    self.masksPadding = masksPadding
  }

  /// Opens tower and vocabulary of a folder of the transformers library.
  package init(_ folder: TextFolder) throws(LoadingError) {
    let weights = try folder.weights()
    self.init(
      tokenizer: try folder.tokenizer(), tower: try CLIPText(folder.config, weights: weights),
      length: folder.maximumLength, padToken: folder.padToken, masksPadding: true)
    try weights.finish()
  }

  /// A prompt as the tower takes it.
  package typealias Tokens = (ids: [Int32], mask: [Bool], truncated: Bool)

  package func tokens(_ prompt: String) -> Tokens {
    tokenizer.encode(prompt, length: length, pad: pad)
  }

  /// The states of prompts, `[prompts, length, hidden_size]`.
  package func callAsFunction(_ prompts: [Tokens]) throws(CancellationError) -> Tensor {
    try tower(prompts.map(\.ids), mask: masksPadding ? prompts.map(\.mask) : nil)
  }

  /// What the tower makes of a prompt before anything runs.
  package func examine(_ prompt: String) -> PromptReport {
    PromptReport(
      unknownWords: tokenizer.brokenWords(in: prompt), isTruncated: tokens(prompt).truncated)
  }
}

/// What a user should know about a prompt.
package struct PromptReport: Equatable, Sendable {
  /// Words the vocabulary does not hold whole, in order, each once.
  package let unknownWords: [String]
  /// Whether the end of the prompt is cut off.
  package let isTruncated: Bool
}

/// Turns prompts into tokens as one text tower takes them.
package struct PromptReader: Sendable {
  package let tokenizer: BPETokenizer
  /// Places that a prompt is cut or padded to, begin and end included.
  package let length: Int
  private let pad: Int32

  /// - Throws: `.badField` when the padding token is not in the vocabulary.
  package init(
    _ tower: ModelDescription.Tower, _ tokenizer: BPETokenizer
  ) throws(LoadingError) {
    self.init(tokenizer: tokenizer, length: tower.maximumLength, padToken: tower.padToken)
  }

  /// - Parameter padToken: a token of the vocabulary.
  package init(tokenizer: BPETokenizer, length: Int, padToken: String) {
    self.tokenizer = tokenizer
    self.length = length
    pad = tokenizer.id(of: padToken) ?? tokenizer.end
  }

  /// A prompt as the tower takes it.
  package typealias Tokens = (ids: [Int32], mask: [Bool], truncated: Bool)

  package func callAsFunction(_ prompt: String) -> Tokens {
    tokenizer.encode(prompt, length: length, pad: pad)
  }

  /// What the tower makes of a prompt before anything runs.
  package func examine(_ prompt: String) -> PromptReport {
    PromptReport(
      unknownWords: tokenizer.brokenWords(in: prompt), isTruncated: self(prompt).truncated)
  }
}

/// What a user should know about a prompt.
package struct PromptReport: Equatable, Sendable {
  /// Words the vocabulary does not hold whole, in order, each once.
  package let unknownWords: [String]
  /// Whether the end of the prompt is cut off.
  package let isTruncated: Bool

  package init(unknownWords: [String] = [], isTruncated: Bool = false) {
    self.unknownWords = unknownWords
    self.isTruncated = isTruncated
  }
}

/// A text tower with the reader of its prompts.
package struct TextReader: Sendable {
  package let prompts: PromptReader
  package let tower: CLIPText
  private let masksPadding: Bool

  /// - Parameter masksPadding: whether padded places are hidden from attention inside the tower.
  package init(prompts: PromptReader, tower: CLIPText, masksPadding: Bool) {
    precondition(prompts.length <= tower.config.maxPositionEmbeddings)
    self.prompts = prompts
    self.tower = tower
    self.masksPadding = masksPadding
  }

  package func tokens(_ prompt: String) -> PromptReader.Tokens { prompts(prompt) }

  /// The states of prompts, `[prompts, length, hidden_size]`.
  package func callAsFunction(_ prompts: [PromptReader.Tokens])
    throws(CancellationError) -> Tensor
  {
    try tower(prompts.map(\.ids), mask: masksPadding ? prompts.map(\.mask) : nil)
  }
}

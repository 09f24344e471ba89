package import Recipes

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
  package struct Tokens: Sendable {
    package let ids: [Int32]
    /// False on the padding.
    package let mask: [Bool]
    /// How many tokens the whole prompt has, begin and end not counted.
    package let count: Int
    /// One for each place; nil where all weigh the same.
    package let weights: [Float]?

    /// Whether the end of the prompt is cut off.
    package var truncated: Bool { count > ids.count - 2 }
  }

  package func callAsFunction(_ prompt: String, _ emphasis: Emphasis) -> Tokens {
    let prompt = WeightedPrompt(prompt, emphasis)
    var all: [Int32] = []
    var weights: [Float] = []
    for part in prompt.parts {
      all += tokenizer.tokens(of: part.text)
      weights += Array(repeating: part.weight, count: all.count - weights.count)
    }
    let padded = tokenizer.padded(all, length: length, pad: pad)
    // Begin, end and the padding weigh 1.
    let inner = weights.prefix(length - 2)
    let rest = Array(repeating: Float(1), count: length - 1 - inner.count)
    return Tokens(
      ids: padded.ids, mask: padded.mask, count: all.count,
      weights: prompt.isWeighted ? [1] + inner + rest : nil)
  }

  /// What the tower makes of a prompt before anything runs.
  package func examine(_ prompt: String, _ emphasis: Emphasis) -> PromptReport {
    let (count, limit) = (self(prompt, emphasis).count, length - 2)
    return PromptReport(
      unknownWords: unknownWords(in: WeightedPrompt(prompt, emphasis).text), tokens: count,
      limit: limit,
      charactersRead: count > limit ? charactersRead(of: Array(prompt), emphasis) : prompt.count)
  }

  /// A large vocabulary knows words by their pieces too.
  private static let smallVocabulary: Int32 = 10_000

  private func unknownWords(in text: String) -> [String] {
    tokenizer.largestID < Self.smallVocabulary ? tokenizer.brokenWords(in: text) : []
  }

  /// How many characters of a prompt that is too long are read, in whole words.
  private func charactersRead(of prompt: [Character], _ emphasis: Emphasis) -> Int {
    // A word that is cut may have more tokens than the whole.
    let ends = prompt.indices.dropFirst().filter {
      !(prompt[$0].isASCIILetter && prompt[$0 - 1].isASCIILetter)
    }
    var (read, tooMany) = (0, ends.count)
    while read < tooMany {
      let middle = (read + tooMany) / 2
      let fits = self(String(prompt[..<ends[middle]]), emphasis).count <= length - 2
      if fits { read = middle + 1 } else { tooMany = middle }
    }
    return read == 0 ? 0 : ends[read - 1]
  }
}

extension Character {
  fileprivate var isASCIILetter: Bool { isASCII && isLetter }
}

/// What a user should know about a prompt.
package struct PromptReport: Equatable, Sendable {
  /// Words the vocabulary does not hold whole, in order, each once.
  package let unknownWords: [String]
  package let tokens: Int
  /// How many tokens the tower reads.
  package let limit: Int
  /// The characters of the prompt that the tower reads; all of them where there are not too many.
  package let charactersRead: Int

  package init(unknownWords: [String], tokens: Int, limit: Int, charactersRead: Int) {
    self.unknownWords = unknownWords
    self.tokens = tokens
    self.limit = limit
    self.charactersRead = charactersRead
  }

  /// Whether the end of the prompt is cut off.
  package var isTruncated: Bool { tokens > limit }
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

  package func tokens(_ prompt: String, _ emphasis: Emphasis) -> PromptReader.Tokens {
    prompts(prompt, emphasis)
  }

  /// The states of prompts, `[prompts, length, hidden_size]`.
  package func callAsFunction(_ prompts: [PromptReader.Tokens])
    throws(CancellationError) -> Tensor
  {
    let states = try tower(prompts.map(\.ids), mask: masksPadding ? prompts.map(\.mask) : nil)
    guard prompts.contains(where: { $0.weights != nil }) else { return states }
    return .stacked(
      prompts.enumerated().map { index, prompt in
        let own = states.samples(index..<index + 1)
        return prompt.weights.map(own.emphasized) ?? own
      })
  }
}

extension Tensor {
  /// The states of a prompt, `[1, places, hidden_size]`, each times its weight, brought back to the mean
  /// that they had (A1111, `EmphasisOriginal`).
  func emphasized(_ weights: [Float]) -> Tensor {
    precondition(batch == 1 && weights.count == positions)
    var values = elements
    let width = channels
    func sum(_ values: [Float]) -> Double { values.reduce(0) { $0 + Double($1) } }
    let before = sum(values)
    for (place, weight) in weights.enumerated() {
      for index in place * width..<(place + 1) * width { values[index] *= weight }
    }
    let after = sum(values)
    let scale = after == 0 ? 1 : Float(before / after)
    return Tensor(shape, values.map { $0 * scale })
  }
}

package import Recipes

/// `prompts.json` of the native model folder.
extension PromptGuide: Decodable {
  enum CodingKeys: String, CodingKey { case examples, words }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    let examples: [String] = try fields.read(.examples, default: [])
    try fields.require(examples.count <= 1000, .examples, "has more than 1000 prompts")
    try fields.require(
      examples.allSatisfy { 1...1000 ~= $0.count && $0.unicodeScalars.allSatisfy(\.isPlain) },
      .examples, "holds what is not 1 to 1000 printable characters")
    let words: [String] = try fields.read(.words, default: [])
    try fields.require(words.count <= 10_000, .words, "has more than 10000 words")
    try fields.require(
      words.allSatisfy {
        1...100 ~= $0.count && $0.allSatisfy(\.isLetter) && $0 == $0.lowercased()
      },
      .words, "holds what is not 1 to 100 letters in lower case")
    self.init(examples: examples, words: words)
  }
}

extension Unicode.Scalar {
  fileprivate var isPlain: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
    default: true
    }
  }
}

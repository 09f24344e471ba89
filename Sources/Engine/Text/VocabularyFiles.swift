import Files
import FoundationEssentials

/// What a `tokenizer` folder holds, in either of its two forms.
struct VocabularyFiles {
  let vocabulary: [String: Int32]
  /// Pairs of symbols, the one to merge first at the front.
  let merges: [(String, String)]
  /// The file the vocabulary came from.
  let path: Path

  init(folder: Path) throws(LoadingError) {
    let pair = (vocabulary: folder / "vocab.json", merges: folder / "merges.txt")
    let single = folder / "tokenizer.json"
    let hasPair = pair.vocabulary.exists
    if !hasPair && single.exists {
      try self.init(tokenizerJSON: single)
    } else {
      try self.init(vocabularyJSON: pair.vocabulary, mergesText: pair.merges)
    }
  }

  private init(vocabularyJSON: Path, mergesText: Path) throws(LoadingError) {
    path = vocabularyJSON
    vocabulary = try Self.check(
      SmallFile.json([String: Int].self, at: vocabularyJSON, role: "vocabulary"),
      path: vocabularyJSON)
    let text = try SmallFile.text(at: mergesText, role: "merges")
    var merges: [(String, String)] = []
    for (number, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      if number == 0 && line.hasPrefix("#version") { continue }
      guard let merge = Self.pair(line) else {
        throw .damaged(path: mergesText, problem: "line \(number + 1) is not a pair of symbols")
      }
      merges.append(merge)
    }
    self.merges = merges
  }

  private init(tokenizerJSON: Path) throws(LoadingError) {
    path = tokenizerJSON
    let content = try SmallFile.json(TokenizerJSON.self, at: tokenizerJSON, role: "tokenizer")
    var vocabulary = content.model.vocab
    for token in content.addedTokens ?? [] { vocabulary[token.content] = token.id }
    self.vocabulary = try Self.check(vocabulary, path: tokenizerJSON)
    merges = content.model.merges.map { ($0.left, $0.right) }
  }

  fileprivate static func pair(_ line: some StringProtocol) -> (String, String)? {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    return (String(parts[0]), String(parts[1]))
  }

  private static func check(
    _ vocabulary: [String: Int], path: Path
  ) throws(LoadingError) -> [String: Int32] {
    for (token, id) in vocabulary where !(0..<1 << 24).contains(id) {
      throw .damaged(path: path, problem: "token '\(token)' has the impossible id \(id)")
    }
    return vocabulary.mapValues { Int32($0) }
  }
}

/// The parts of `tokenizer.json` that matter; its normaliser and its rules are always CLIP's.
private struct TokenizerJSON: Decodable {
  let model: MergeModel
  let addedTokens: [AddedToken]?

  struct MergeModel: Decodable {
    let vocab: [String: Int]
    let merges: [Merge]
  }

  struct AddedToken: Decodable {
    let id: Int
    let content: String
  }

  /// Written as `"a b"` or as `["a", "b"]`.
  struct Merge: Decodable {
    let left: String
    let right: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      let parts: (String, String)?
      if let line = try? value.decode(String.self) {
        parts = VocabularyFiles.pair(line)
      } else {
        let list = try value.decode([String].self)
        parts = list.count == 2 ? (list[0], list[1]) : nil
      }
      guard let parts else {
        throw DecodingError.dataCorruptedError(in: value, debugDescription: "not a pair")
      }
      (left, right) = parts
    }
  }

  enum CodingKeys: String, CodingKey {
    case model
    case addedTokens = "added_tokens"
  }
}

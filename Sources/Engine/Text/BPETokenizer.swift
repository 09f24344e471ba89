package import Files

/// CLIP's tokenizer: byte-level BPE over lower-cased text (spec v2 §6).
///
/// It gives the ids of the library's fast tokenizer, which neither repairs text nor decodes HTML.
package struct BPETokenizer: Sendable {
  /// `<|startoftext|>`, in front of every prompt.
  package let begin: Int32
  /// `<|endoftext|>`, behind every prompt; also what an unknown symbol becomes.
  package let end: Int32

  private let vocabulary: [String: Int32]
  private let merges: MergeTable

  private static let beginText = "<|startoftext|>"
  private static let endText = "<|endoftext|>"

  /// Opens a `tokenizer` folder: `vocab.json` and `merges.txt`, or `tokenizer.json` alone.
  package init(folder: Path) throws(LoadingError) {
    try self.init(VocabularyFiles(folder: folder))
  }

  private init(_ files: VocabularyFiles) throws(LoadingError) {
    vocabulary = files.vocabulary
    guard let begin = vocabulary[Self.beginText], let end = vocabulary[Self.endText] else {
      throw .damaged(
        path: files.path, problem: "it lacks '\(Self.beginText)' or '\(Self.endText)'")
    }
    self.begin = begin
    self.end = end
    merges = MergeTable(vocabulary: vocabulary, merges: files.merges, unknown: end)
  }

  /// The id of one entry of the vocabulary as it is written there, such as `<|endoftext|>`.
  package func id(of token: String) -> Int32? { vocabulary[token] }

  /// The largest id; a text tower needs one more row than that.
  package var largestID: Int32 { vocabulary.values.max() ?? 0 }

  /// The tokens of `text` between begin and end, as many as there are.
  package func encode(_ text: String) -> [Int32] {
    [begin] + tokens(of: text) + [end]
  }

  /// The tokens of `text` in exactly `length` places, filled up with `pad`.
  package func encode(_ text: String, length: Int, pad: Int32) -> Padded {
    padded(tokens(of: text), length: length, pad: pad)
  }

  /// `mask` is true from begin to end and false on the padding; `truncated` says that there are more
  /// than `length` − 2 tokens, of which the first are kept.
  package typealias Padded = (ids: [Int32], mask: [Bool], truncated: Bool)

  /// Tokens between begin and end in exactly `length` places, at least 2, filled up with `pad`.
  package func padded(_ tokens: [Int32], length: Int, pad: Int32) -> Padded {
    precondition(length >= 2, "\(length) places do not hold begin and end")
    let kept = [begin] + tokens.prefix(length - 2) + [end]
    let padding = length - kept.count
    return (
      kept + Array(repeating: pad, count: padding),
      Array(repeating: true, count: kept.count) + Array(repeating: false, count: padding),
      tokens.count > length - 2
    )
  }

  /// The words of `text` that take more than one token, in lower case, in order, each once.
  ///
  /// A model with a small vocabulary has never seen such a word whole.
  package func brokenWords(in text: String) -> [String] {
    var words: [String] = []
    var seen: Set<String> = []
    for segment in Self.segments(of: text) where segment.special == nil {
      for piece in PieceSplitter(NormalizedText(segment.text)) where piece.kind == .letters {
        var tokens: [Int32] = []
        encode(piece.scalars, into: &tokens)
        let word = String(String.UnicodeScalarView(piece.scalars))
        if tokens.count > 1, seen.insert(word).inserted { words.append(word) }
      }
    }
    return words
  }

  /// The tokens of `text` alone.
  package func tokens(of text: String) -> [Int32] {
    var tokens: [Int32] = []
    for segment in Self.segments(of: text) {
      if let special = segment.special {
        tokens.append(special == Self.beginText ? begin : end)
      } else {
        for piece in PieceSplitter(NormalizedText(segment.text)) {
          encode(piece.scalars, into: &tokens)
        }
      }
    }
    return tokens
  }

  private func encode(_ piece: ArraySlice<Unicode.Scalar>, into tokens: inout [Int32]) {
    var bytes: [UInt8] = []
    for scalar in piece { bytes.append(contentsOf: UTF8.encode(scalar) ?? Self.replacement) }
    merges.encode(bytes, into: &tokens)
  }

  private static let replacement = UTF8.encodedReplacementCharacter

  /// Cuts out the literal special tokens, which are not normalised.
  private static func segments(of text: String) -> [(text: Substring, special: String?)] {
    var segments: [(text: Substring, special: String?)] = []
    var rest = text[...]
    var searched = rest.startIndex
    while let mark = rest.utf8[searched...].firstIndex(of: UInt8(ascii: "<")) {
      guard let special = special(at: mark, in: rest) else {
        searched = rest.utf8.index(after: mark)
        continue
      }
      segments.append((rest[..<mark], nil))
      let end = rest.utf8.index(mark, offsetBy: special.utf8.count)
      segments.append((rest[mark..<end], special))
      rest = rest[end...]
      searched = end
    }
    segments.append((rest, nil))
    return segments
  }

  private static func special(at mark: Substring.Index, in text: Substring) -> String? {
    [beginText, endText].first { text.utf8[mark...].starts(with: $0.utf8) }
  }
}

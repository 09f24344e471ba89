package import Files
import FoundationEssentials

/// The two settings of a tokenizer folder that CLIP's tokenizers differ in.
package struct TokenizerConfig: Equatable, Sendable {
  package let padToken: String
  /// Positions that a prompt is cut or padded to; nil where the folder sets no limit.
  package let maximumLength: Int?

  /// Reads `tokenizer_config.json` and `special_tokens_map.json` where they are.
  ///
  /// The padding token is `<|endoftext|>` when neither names one.
  package init(folder: Path) throws(LoadingError) {
    let settings = try Self.read(folder / "tokenizer_config.json")
    let special = try Self.read(folder / "special_tokens_map.json")
    padToken = settings?.padToken ?? special?.padToken ?? "<|endoftext|>"
    maximumLength = settings?.maximumLength
  }

  private static func read(_ path: Path) throws(LoadingError) -> File? {
    guard path.exists else { return nil }
    return try SmallFile.json(File.self, at: path, role: "tokenizer settings")
  }

  private struct File: Decodable {
    let padToken: String?
    let maximumLength: Int?

    enum CodingKeys: String, CodingKey {
      case padToken = "pad_token"
      case maximumLength = "model_max_length"
    }

    init(from decoder: any Decoder) throws {
      let fields = try Fields(decoder, CodingKeys.self)
      let token: Token? = try fields.readOptional(.padToken)
      padToken = token?.content
      let length: Double? = try fields.readOptional(.maximumLength)
      // "No limit" is written as 10³⁰.
      maximumLength = length.flatMap { $0 > 1e9 ? nil : Int(exactly: $0) }
      try fields.require(
        length.map { $0 > 1e9 } ?? true || (maximumLength.map { $0 >= 2 } ?? false),
        .maximumLength, "is \(length ?? 0), not a number of at least 2 positions")
    }
  }

  /// Written as a string or as an object with the string and how to match it.
  private struct Token: Decodable {
    let content: String

    enum CodingKeys: String, CodingKey { case content }

    init(from decoder: any Decoder) throws {
      if let content = try? decoder.singleValueContainer().decode(String.self) {
        self.content = content
      } else {
        content = try decoder.container(keyedBy: CodingKeys.self)
          .decode(String.self, forKey: .content)
      }
    }
  }
}

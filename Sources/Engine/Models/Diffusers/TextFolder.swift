package import Files
import FoundationEssentials

/// A CLIP text tower with its vocabulary, as the transformers library stores them.
package struct TextFolder: Sendable {
  package let config: TextConfig
  package let padToken: String
  /// Positions that a prompt is cut or padded to, begin and end included.
  package let maximumLength: Int
  package let encoderPath: Path
  package let tokenizerPath: Path
  private let variant: String?

  /// What a file of both of CLIP's towers holds beside the text tower.
  static let unused = [
    "vision_model", "visual_projection", "text_projection", "logit_scale",
  ]

  /// Reads the settings of the tower in one folder and of the vocabulary in another.
  package init(
    encoder: Path, tokenizer: Path, variant: String? = nil
  ) throws(LoadingError) {
    encoderPath = encoder
    tokenizerPath = tokenizer
    self.variant = variant
    config = try SmallFile.json(File.self, at: encoder / "config.json", role: "text encoder")
      .config
    let settings = try TokenizerConfig(folder: tokenizer)
    padToken = settings.padToken
    maximumLength = min(
      settings.maximumLength ?? config.maxPositionEmbeddings, config.maxPositionEmbeddings)
  }

  /// Reads a folder that holds tower and vocabulary together, or in `text_encoder` and
  /// `tokenizer` below it.
  package init(_ path: Path, variant: String? = nil) throws(LoadingError) {
    if (path / "text_encoder/config.json").exists {
      try self.init(
        encoder: path / "text_encoder", tokenizer: path / "tokenizer", variant: variant)
    } else {
      let hasOwn = (path / "tokenizer").exists
      try self.init(
        encoder: path, tokenizer: hasOwn ? path / "tokenizer" : path, variant: variant)
    }
  }

  /// Whether a folder holds a text tower, alone or with its tokenizer.
  ///
  /// - Throws: `.unsupported` for files of a form that is not read.
  static func isOne(_ path: Path) throws(LoadingError) -> Bool {
    if (path / "model_index.json").exists { return false }
    if ["prior", "decoder", "vqgan", "prior_prior"].contains(where: {
      (path / $0 / "config.json").exists
    }) {
      return false
    }
    do {
      _ = try TextFolder(path)
      return true
    } catch {
      if case .unsupported = error { throw error }
      return false
    }
  }

  /// The files that the weights are in.
  var files: [Path] {
    get throws(LoadingError) { try WeightFile.files(component: encoderPath, variant: variant) }
  }

  package func source() throws(LoadingError) -> any TensorSource {
    try WeightFile.open(component: encoderPath, variant: variant)
  }

  /// Opens the weights, whose names may have the prefix `text_model.` or not.
  package func weights() throws(LoadingError) -> Weights {
    Weights(try source(), optionalPrefix: "text_model.", ignoring: Self.unused)
  }

  /// Opens the vocabulary, which must fit the embedding of the tower and hold the padding.
  package func tokenizer() throws(LoadingError) -> BPETokenizer {
    let tokenizer = try BPETokenizer(folder: tokenizerPath)
    try tokenizer.check(
      config, "the text tower in \(encoderPath)", padToken: padToken, path: tokenizerPath)
    return tokenizer
  }

  /// `config.json` of a text tower, or of both towers with the text tower's inside.
  private struct File: Decodable {
    let config: TextConfig

    enum CodingKeys: String, CodingKey { case text = "text_config" }

    init(from decoder: any Decoder) throws {
      let nested = try decoder.container(keyedBy: CodingKeys.self)
        .decodeIfPresent(TextConfig.self, forKey: .text)
      config = try nested ?? TextConfig(from: decoder)
    }
  }
}

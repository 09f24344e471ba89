import Engine

/// Stage A: the quantiser, encoding and decoding.
enum VQGoldens {
  static let kinds: [(String, GoldenRunner.Check)] = [
    ("vector_quantize", quantise), ("vqmodel_encode", encode), ("vqmodel_decode", decode),
    ("vqmodel_decode_indices", decodeTokens),
  ]

  private static func model(_ golden: GoldenCase) throws -> VQModel {
    let weights = try golden.weights()
    let model = try VQModel(try golden.config(VQModelConfig.self), weights: weights)
    try weights.finish()
    return model
  }

  private static func quantise(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    struct Config: Decodable {
      let cLatent: Int
      let codebookSize: Int
    }
    let config = try golden.options(Config.self)
    let codebook = try Codebook(
      codes: config.codebookSize, dimensions: config.cLatent,
      weights: try golden.weights()["codebook"])
    let result = codebook.quantise(try golden.map("in.x"))
    try comparison.map("quantised", result.vectors)
    try comparison.output("indices", result.tokens)
    try comparison.output("vq_loss", Tensor([1], [result.loss]))
    try comparison.output("commit_loss", Tensor([1], [result.loss]))
    try comparison.map("idx2vq", codebook.vectors(result.tokens))
  }

  private static func encode(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let encoding = try model(golden).encode(try golden.map("in.x"))
    try comparison.map("quantised", encoding.quantised)
    try comparison.map("latent", encoding.latent)
    try comparison.output("indices", encoding.tokens)
    try comparison.output("loss", Tensor([1], [encoding.loss]))
  }

  private static func decode(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    try comparison.map("image", try model(golden).decode(try golden.map("in.latent")))
  }

  private static func decodeTokens(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    try comparison.map("image", try model(golden).decode(try golden.grids("in.indices")))
  }
}

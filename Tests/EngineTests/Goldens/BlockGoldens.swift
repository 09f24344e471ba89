import Engine

/// The shared blocks of Stage C and B, one at a time.
enum BlockGoldens {
  static let kinds: [(String, GoldenRunner.Check)] = [
    ("r_embedding", embedding), ("layernorm2d", layerNorm),
    ("global_response_norm", responseNorm), ("resblock", resBlock),
    ("feedforward_block", feedForward), ("timestep_block", timestep), ("attn_block", attention),
  ]

  private struct Config: Decodable {
    var c: Int?
    var eps: Float?
    var dim: Int?
    var cR: Int?
    var cSkip: Int?
    var kernelSize: Int?
    var cTimestep: Int?
    var cCond: Int?
    var nhead: Int?
    var selfAttn: Bool?
  }

  private static func embedding(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let config = try golden.options(Config.self)
    let ratios = try golden.tensor("in.r").elements
    try comparison.output("emb", timestepEmbedding(ratios, width: config.cR ?? 0))
  }

  private static func layerNorm(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let config = try golden.options(Config.self)
    let y = try golden.map("in.x").layerNormalized(epsilon: config.eps ?? 1e-6)
    try comparison.map("y", y)
  }

  private static func responseNorm(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let config = try golden.options(Config.self)
    let norm = try GlobalResponseNorm(config.dim ?? 0, weights: try golden.weights())
    try comparison.output("y", norm(try golden.tensor("in.x")))
  }

  private static func resBlock(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let config = try golden.options(Config.self)
    let weights = try golden.weights()
    let block = try ResBlock(
      config.c ?? 0, skip: config.cSkip ?? 0, kernel: config.kernelSize ?? 3, weights: weights)
    try weights.finish()
    let skip = golden.has("in.x_skip") ? try golden.map("in.x_skip") : nil
    try comparison.map("y", block(try golden.map("in.x"), skip: skip))
  }

  private static func feedForward(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let config = try golden.options(Config.self)
    let weights = try golden.weights()
    let block = try FeedForwardBlock(config.c ?? 0, weights: weights)
    try weights.finish()
    try comparison.map("y", block(try golden.map("in.x")))
  }

  private static func timestep(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let config = try golden.options(Config.self)
    let block = try TimestepBlock(
      config.c ?? 0, embedding: config.cTimestep ?? 0, weights: try golden.weights())
    try comparison.map("y", block(try golden.map("in.x"), try golden.tensor("in.t_emb")))
  }

  private static func attention(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let config = try golden.options(Config.self)
    let weights = try golden.weights()
    let block = try AttentionBlock(
      config.c ?? 0, condition: config.cCond ?? 0, heads: config.nhead ?? 1,
      attendsToItself: config.selfAttn ?? true, weights: weights)
    try weights.finish()
    let keysValues = block.keysValues(try golden.tensor("in.kv"))
    try comparison.map("y", block(try golden.map("in.x"), keysValues))
  }
}

/// The sizes of the VQ model, under the names of its constructor; defaults as published (§5).
package struct VQModelConfig: Decodable, Equatable, Sendable {
  package let levels: Int
  package let bottleneckBlocks: Int
  /// Channels of the deepest level; each finer level has half of the next.
  package let cHidden: Int
  package let cLatent: Int
  package let codebookSize: Int
  package let scaleFactor: Float

  /// Pixels per token along one axis.
  package var reduction: Int { 1 << levels }

  private enum CodingKeys: String, CodingKey {
    case levels
    case bottleneckBlocks = "bottleneck_blocks"
    case cHidden = "c_hidden"
    case cLatent = "c_latent"
    case codebookSize = "codebook_size"
    case scaleFactor = "scale_factor"
  }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    levels = try fields.read(.levels, in: 1...6, default: 2)
    bottleneckBlocks = try fields.read(.bottleneckBlocks, in: 0...256, default: 12)
    cHidden = try fields.read(.cHidden, in: ConfigLimits.width, default: 384)
    cLatent = try fields.read(.cLatent, in: 1...1024, default: 4)
    codebookSize = try fields.read(.codebookSize, in: 1...1 << 17, default: 8192)
    scaleFactor = try fields.read(.scaleFactor, in: 1e-6...1e6, default: 0.3764)
    try fields.require(
      cHidden % (1 << (levels - 1)) == 0, .cHidden,
      "is \(cHidden), which cannot be halved for each of \(levels) levels")
  }
}

/// The sizes of v2's Stage A, under the names of its `config.json`; defaults as published (§4).
package struct PaellaVQConfig: Decodable, Equatable, Sendable {
  package let inChannels: Int
  package let outChannels: Int
  /// The side of the pixel squares that the outermost layers fold into channels.
  package let upDownScaleFactor: Int
  package let levels: Int
  package let bottleneckBlocks: Int
  /// Channels of the deepest level; each finer level has half of the next.
  package let embedDim: Int
  package let latentChannels: Int
  package let numVQEmbeddings: Int
  /// What the pipeline multiplies latents with before they are decoded.
  package let scaleFactor: Float

  /// Pixels per latent position along one axis.
  package var reduction: Int { upDownScaleFactor << (levels - 1) }

  private enum CodingKeys: String, CodingKey {
    case className = "_class_name"
    case inChannels = "in_channels"
    case outChannels = "out_channels"
    case upDownScaleFactor = "up_down_scale_factor"
    case levels
    case bottleneckBlocks = "bottleneck_blocks"
    case embedDim = "embed_dim"
    case latentChannels = "latent_channels"
    case numVQEmbeddings = "num_vq_embeddings"
    case scaleFactor = "scale_factor"
  }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    try fields.requireClass(.className, "PaellaVQModel")
    inChannels = try fields.read(.inChannels, in: 1...64, default: 3)
    outChannels = try fields.read(.outChannels, in: 1...64, default: 3)
    upDownScaleFactor = try fields.read(.upDownScaleFactor, in: 1...16, default: 2)
    levels = try fields.read(.levels, in: 1...6, default: 2)
    bottleneckBlocks = try fields.read(.bottleneckBlocks, in: 0...256, default: 12)
    embedDim = try fields.read(.embedDim, in: ConfigLimits.width, default: 384)
    latentChannels = try fields.read(.latentChannels, in: 1...1024, default: 4)
    numVQEmbeddings = try fields.read(.numVQEmbeddings, in: 1...1 << 17, default: 8192)
    scaleFactor = try fields.read(.scaleFactor, in: 1e-6...1e6, default: 0.3764)
    try fields.require(
      embedDim % (1 << (levels - 1)) == 0, .embedDim,
      "is \(embedDim), which cannot be halved for each of \(levels) levels")
  }
}

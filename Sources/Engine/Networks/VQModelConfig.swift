/// The sizes of the VQ model; defaults as published (spec v1 §5, v2 §4).
///
/// The generations name them differently; either spelling is read.
package struct VQModelConfig: Codable, Equatable, Sendable {
  package let levels: Int
  package let bottleneckBlocks: Int
  /// Channels of the deepest level; each finer level has half of the next.
  package let cHidden: Int
  package let cLatent: Int
  /// Colours of a picture.
  package let colours: Int
  /// Pixels along one side of the block that the first layer takes as one.
  package let patch: Int
  package let codebookSize: Int
  package let scaleFactor: Float

  /// Pixels per token along one axis.
  package var reduction: Int { patch << (levels - 1) }

  private enum CodingKeys: String, CodingKey {
    case levels
    case bottleneckBlocks = "bottleneck_blocks"
    case cHidden = "c_hidden"
    case cLatent = "c_latent"
    case codebookSize = "codebook_size"
    case colours = "in_channels"
    case patch = "up_down_scale_factor"
    case scaleFactor = "scale_factor"
  }

  /// Members of version 2 that are called otherwise in version 1, or have no name there.
  private enum SecondKeys: String, CodingKey {
    case className = "_class_name"
    case embedDim = "embed_dim"
    case latentChannels = "latent_channels"
    case numVQEmbeddings = "num_vq_embeddings"
    case outChannels = "out_channels"
  }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    let second = try Fields(decoder, SecondKeys.self)
    try second.requireClass(.className, "PaellaVQModel")
    levels = try fields.read(.levels, in: 1...6, default: 2)
    bottleneckBlocks = try fields.read(.bottleneckBlocks, in: 0...256, default: 12)
    let width: Int? = try second.readOptional(.embedDim)
    cHidden = try fields.read(.cHidden, in: ConfigLimits.width, default: width ?? 384)
    let latent: Int? = try second.readOptional(.latentChannels)
    cLatent = try fields.read(.cLatent, in: 1...1024, default: latent ?? 4)
    let codes: Int? = try second.readOptional(.numVQEmbeddings)
    codebookSize = try fields.read(.codebookSize, in: 1...1 << 17, default: codes ?? 8192)
    colours = try fields.read(.colours, in: 1...16, default: 3)
    patch = try fields.read(.patch, in: 1...8, default: 2)
    let outColours: Int = try second.read(.outChannels, default: colours)
    try second.require(
      outColours == colours, .outChannels, "is \(outColours) where in_channels is \(colours)")
    scaleFactor = try fields.read(.scaleFactor, in: 1e-6...1e6, default: 0.3764)
    try fields.require(
      cHidden % (1 << (levels - 1)) == 0, .cHidden,
      "is \(cHidden), which cannot be halved for each of \(levels) levels")
  }
}

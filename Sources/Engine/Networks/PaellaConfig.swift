/// The sizes of Paella, under the names of its constructor; defaults as published (spec v1 §3).
///
/// `cHidden`, `nhead`, `blocks` and `levelConfig` have one entry per level, the finest first.
package struct PaellaConfig: Codable, Equatable, Sendable {
  /// Channels of the token embedding and of the map in front of the head.
  package let cIn: Int
  package let cOut: Int
  package let numLabels: Int
  /// Channels of the timestep embedding.
  package let cR: Int
  package let patchSize: Int
  package let cCond: Int
  package let cHidden: [Int]
  /// −1 where the level has no attention.
  package let nhead: [Int]
  package let blocks: [Int]
  /// The blocks that are repeated in a level, beginning with C.
  package let levelConfig: [[LevelBlock]]
  /// Channels of the latent.
  package let effnetEmbd: Int
  /// Channels of the text states; the name is historical.
  package let byt5Embd: Int
  package let kernelSize: Int
  package let selfAttn: Bool
  package internal(set) var conditioning: Conditioning
  /// Whether text states are attended to.
  package internal(set) var text: Bool

  /// How the latent reaches the network.
  package enum Conditioning: String, Codable, Sendable {
    /// As positions that the attention blocks look at, as published.
    case flattened
    /// Also in place, resized to the grid of every level, as the built-in model does.
    case spatial
  }

  private enum CodingKeys: String, CodingKey {
    case cIn = "c_in"
    case cOut = "c_out"
    case numLabels = "num_labels"
    case cR = "c_r"
    case patchSize = "patch_size"
    case cCond = "c_cond"
    case cHidden = "c_hidden"
    case nhead, blocks
    case levelConfig = "level_config"
    case effnetEmbd = "effnet_embd"
    case byt5Embd = "byt5_embd"
    case kernelSize = "kernel_size"
    case selfAttn = "self_attn"
    case conditioning, text
  }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    cIn = try fields.read(.cIn, in: ConfigLimits.width, default: 256)
    cOut = try fields.read(.cOut, in: ConfigLimits.width, default: 256)
    numLabels = try fields.read(.numLabels, in: 1...1 << 17, default: 8192)
    // Frequencies are spaced over c_r / 2 − 1 intervals.
    cR = try fields.read(.cR, in: 4...4096, default: 64)
    patchSize = try fields.read(.patchSize, in: 1...16, default: 2)
    cCond = try fields.read(.cCond, in: ConfigLimits.width, default: 1024)
    cHidden = try fields.readList(
      .cHidden, in: ConfigLimits.width, count: 1...8, default: [640, 1280, 1280])
    let levels = cHidden.count...cHidden.count
    nhead = try fields.readList(.nhead, in: -1...1024, count: levels, default: [-1, 16, 16])
    blocks = try fields.readList(.blocks, in: 1...256, count: levels, default: [4, 12, 4])
    levelConfig = try fields.readLevels(
      .levelConfig, default: ["CT", "CTA", "CTA"], widths: cHidden, heads: nhead, .nhead,
      beginWithResidual: true)
    effnetEmbd = try fields.read(.effnetEmbd, in: 1...1024, default: 16)
    byt5Embd = try fields.read(.byt5Embd, in: ConfigLimits.width, default: 1024)
    kernelSize = try fields.read(.kernelSize, in: 1...15, default: 3)
    selfAttn = try fields.read(.selfAttn, default: true)
    conditioning = try fields.read(.conditioning, default: .flattened)
    text = try fields.read(.text, default: true)

    try fields.require(cOut == cIn, .cOut, "is \(cOut) where c_in is \(cIn); they must be equal")
    try fields.require(kernelSize % 2 == 1, .kernelSize, "is \(kernelSize), not odd")
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(cIn, forKey: .cIn)
    try fields.encode(cOut, forKey: .cOut)
    try fields.encode(numLabels, forKey: .numLabels)
    try fields.encode(cR, forKey: .cR)
    try fields.encode(patchSize, forKey: .patchSize)
    try fields.encode(cCond, forKey: .cCond)
    try fields.encode(cHidden, forKey: .cHidden)
    try fields.encode(nhead, forKey: .nhead)
    try fields.encode(blocks, forKey: .blocks)
    try fields.encode(levelConfig.map { String($0.map(\.rawValue)) }, forKey: .levelConfig)
    try fields.encode(effnetEmbd, forKey: .effnetEmbd)
    try fields.encode(byt5Embd, forKey: .byt5Embd)
    try fields.encode(kernelSize, forKey: .kernelSize)
    try fields.encode(selfAttn, forKey: .selfAttn)
    try fields.encode(conditioning, forKey: .conditioning)
    try fields.encode(text, forKey: .text)
  }
}

/// The sizes of DiffNeXt, under the names of its `config.json`; defaults as published (spec v2 §3).
///
/// `cHidden`, `nhead`, `blocks`, `levelConfig` and `injectEffnet` have one entry per level, the
/// finest first.
package struct DiffNeXtConfig: Decodable, Equatable, Sendable {
  /// Channels of the latent that is denoised.
  package let cIn: Int
  package let cOut: Int
  /// Channels of the timestep embedding.
  package let cR: Int
  package let patchSize: Int
  package let cCond: Int
  package let cHidden: [Int]
  /// −1 where the level has no attention.
  package let nhead: [Int]
  package let blocks: [Int]
  package let levelConfig: [[PaellaConfig.Block]]
  /// Whether the image embedding joins the residual blocks of a level.
  package let injectEffnet: [Bool]
  /// Channels of the image embedding.
  package let effnetEmbd: Int
  /// Channels of the text states.
  package let clipEmbd: Int
  package let kernelSize: Int

  private enum CodingKeys: String, CodingKey {
    case cIn = "c_in"
    case cOut = "c_out"
    case cR = "c_r"
    case patchSize = "patch_size"
    case cCond = "c_cond"
    case cHidden = "c_hidden"
    case nhead, blocks
    case levelConfig = "level_config"
    case injectEffnet = "inject_effnet"
    case effnetEmbd = "effnet_embd"
    case clipEmbd = "clip_embd"
    case kernelSize = "kernel_size"
  }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    cIn = try fields.read(.cIn, in: 1...1024, default: 4)
    cOut = try fields.read(.cOut, in: 1...1024, default: 4)
    // Frequencies are spaced over c_r / 2 − 1 intervals.
    cR = try fields.read(.cR, in: 4...4096, default: 64)
    patchSize = try fields.read(.patchSize, in: 1...16, default: 2)
    cCond = try fields.read(.cCond, in: ConfigLimits.width, default: 1024)
    cHidden = try fields.readList(
      .cHidden, in: ConfigLimits.width, count: 1...8, default: [320, 640, 1280, 1280])
    let levels = cHidden.count...cHidden.count
    nhead = try fields.readList(.nhead, in: -1...1024, count: levels, default: [-1, 10, 20, 20])
    blocks = try fields.readList(.blocks, in: 1...256, count: levels, default: [4, 4, 14, 4])
    let letters: [String] = try fields.read(.levelConfig, default: ["CT", "CTA", "CTA", "CTA"])
    levelConfig = letters.map { $0.compactMap(PaellaConfig.Block.init) }
    injectEffnet = try fields.read(.injectEffnet, default: [false, true, true, true])
    effnetEmbd = try fields.read(.effnetEmbd, in: 1...1024, default: 16)
    clipEmbd = try fields.read(.clipEmbd, in: ConfigLimits.width, default: 1024)
    kernelSize = try fields.read(.kernelSize, in: 1...15, default: 3)

    try fields.require(cOut == cIn, .cOut, "is \(cOut) where c_in is \(cIn); they must be equal")
    try fields.require(kernelSize % 2 == 1, .kernelSize, "is \(kernelSize), not odd")
    try fields.require(
      levels.contains(letters.count), .levelConfig,
      "has \(letters.count) levels where c_hidden has \(cHidden.count)")
    try fields.require(
      levels.contains(injectEffnet.count), .injectEffnet,
      "has \(injectEffnet.count) levels where c_hidden has \(cHidden.count)")
    for (level, string) in letters.enumerated() {
      try fields.require(
        levelConfig[level].count == string.count && (1...16).contains(string.count), .levelConfig,
        "has the level '\(string)'; a level is 1 to 16 of the letters C, T, A and F")
      try fields.require(
        !levelConfig[level].contains(.attention)
          || nhead[level] > 0 && cHidden[level] % nhead[level] == 0,
        .nhead, "is \(nhead[level]) at level \(level), which does not divide \(cHidden[level])")
    }
  }
}

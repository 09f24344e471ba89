/// The sizes of v2's Stage B, named as in its `config.json`; defaults as published (spec v2 §3).
package struct DiffNeXtConfig: Decodable, Equatable, Sendable {
  package let cIn: Int
  package let cOut: Int
  /// Channels of the timestep embedding.
  package let cR: Int
  package let patchSize: Int
  /// Channels of the mapped text and of the mapped latent.
  package let cCond: Int
  /// Channels of each level, the finest first; the other lists are in the same order.
  package let cHidden: [Int]
  /// Without meaning in levels without attention.
  package let nhead: [Int]
  package let blocks: [Int]
  package let levelConfig: [[LevelBlock]]
  package let injectEffnet: [Bool]
  /// Channels of the latent that Stage C makes.
  package let effnetEmbd: Int
  /// Channels of the text states.
  package let clipEmbd: Int
  package let kernelSize: Int

  private enum CodingKeys: String, CodingKey {
    case className = "_class_name"
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
    try fields.requireClass(.className, "WuerstchenDiffNeXt")
    cIn = try fields.read(.cIn, in: 1...1024, default: 4)
    cOut = try fields.read(.cOut, in: 1...1024, default: 4)
    cR = try fields.read(.cR, in: 4...4096, default: 64)
    patchSize = try fields.read(.patchSize, in: 1...16, default: 2)
    cCond = try fields.read(.cCond, in: ConfigLimits.width, default: 1024)
    cHidden = try fields.readList(
      .cHidden, in: ConfigLimits.width, count: 1...8, default: [320, 640, 1280, 1280])
    let levels = cHidden.count...cHidden.count
    nhead = try fields.readList(.nhead, in: -1...1024, count: levels, default: [-1, 10, 20, 20])
    blocks = try fields.readList(.blocks, in: 1...256, count: levels, default: [4, 4, 14, 4])
    levelConfig = try fields.readLevels(
      .levelConfig, default: ["CT", "CTA", "CTA", "CTA"], widths: cHidden, heads: nhead, .nhead)
    injectEffnet = try fields.read(.injectEffnet, default: [false, true, true, true])
    effnetEmbd = try fields.read(.effnetEmbd, in: 1...1024, default: 16)
    clipEmbd = try fields.read(.clipEmbd, in: ConfigLimits.width, default: 1024)
    kernelSize = try fields.read(.kernelSize, in: 1...15, default: 3)

    try fields.require(kernelSize % 2 == 1, .kernelSize, "is \(kernelSize), not odd")
    try fields.require(cOut == cIn, .cOut, "is \(cOut) where c_in is \(cIn); they must be equal")
    try fields.require(
      levels.contains(injectEffnet.count), .injectEffnet,
      "has \(injectEffnet.count) levels where c_hidden has \(cHidden.count)")
  }
}

/// The sizes of v2's prior, under the names of its `config.json` (spec v2 §2).
package struct WuerstchenPriorConfig: Decodable, Equatable, Sendable {
  /// Channels of the latent.
  package let cIn: Int
  package let c: Int
  /// Channels of the text states.
  package let cCond: Int
  /// Channels of the timestep embedding.
  package let cR: Int
  package let depth: Int
  package let nhead: Int

  private enum CodingKeys: String, CodingKey {
    case className = "_class_name"
    case cIn = "c_in"
    case c
    case cCond = "c_cond"
    case cR = "c_r"
    case depth, nhead
  }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    try fields.requireClass(.className, "WuerstchenPrior")
    cIn = try fields.read(.cIn, in: 1...1024, default: 16)
    c = try fields.read(.c, in: ConfigLimits.width, default: 1280)
    cCond = try fields.read(.cCond, in: ConfigLimits.width, default: 1024)
    // Frequencies are spaced over c_r / 2 − 1 intervals.
    cR = try fields.read(.cR, in: 4...4096, default: 64)
    depth = try fields.read(.depth, in: 1...256, default: 16)
    nhead = try fields.read(.nhead, in: 1...1024, default: 16)
    try fields.require(c % nhead == 0, .nhead, "is \(nhead), which does not divide c \(c)")
  }
}

extension Fields {
  /// Checks the class that a component says it is, if it says so.
  func requireClass(_ key: Key, _ name: String) throws {
    guard let found: String = try readOptional(key) else { return }
    try require(found == name, key, "is '\(found)' where '\(name)' is needed")
  }
}

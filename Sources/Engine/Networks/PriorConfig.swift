/// The sizes of the prior, under the names of its constructor (spec v1 §2, v2 §2).
///
/// Without a class name the defaults are those published for v1, with one those of the class of v2.
package struct PriorConfig: Codable, Equatable, Sendable {
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
    case cIn = "c_in"
    case c
    case cCond = "c_cond"
    case cR = "c_r"
    case depth, nhead
  }

  private enum ClassKey: String, CodingKey { case className = "_class_name" }

  package init(from decoder: any Decoder) throws {
    let named = try Fields(decoder, ClassKey.self)
    try named.requireClass(.className, "WuerstchenPrior")
    let className: String? = try named.readOptional(.className)
    let isFirst = className == nil
    let fields = try Fields(decoder, CodingKeys.self)
    cIn = try fields.read(.cIn, in: 1...1024, default: 16)
    c = try fields.read(.c, in: ConfigLimits.width, default: isFirst ? 1536 : 1280)
    cCond = try fields.read(.cCond, in: ConfigLimits.width, default: 1024)
    // Frequencies are spaced over c_r / 2 − 1 intervals.
    cR = try fields.read(.cR, in: 4...4096, default: 64)
    depth = try fields.read(.depth, in: 1...256, default: isFirst ? 32 : 16)
    nhead = try fields.read(.nhead, in: 1...1024, default: isFirst ? 24 : 16)
    try fields.require(c % nhead == 0, .nhead, "is \(nhead), which does not divide c \(c)")
  }
}

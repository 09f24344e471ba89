import Recipes

/// The sizes of the EfficientNetV2-style encoder (spec v1 §4).
package struct EncoderConfig: Codable, Equatable, Sendable {
  package let cLatent: Int
  /// Channels of the first convolution.
  package let stem: Int
  /// Channels of the last convolution of the backbone.
  package let head: Int
  /// Of the backbone; the mapper behind it has 1e-5.
  package let batchNormEps: Float
  package let stages: [Stage]

  /// One stage, written as a row: kind, expand, kernel, stride, input, output, repeats.
  package struct Stage: Codable, Equatable, Sendable {
    package let kind: Kind
    package let expand: Int
    package let kernel: Int
    package let stride: Int
    package let input: Int
    package let output: Int
    package let repeats: Int

    package enum Kind: String, Sendable {
      case fused = "F"
      case mobile = "M"
    }

    package init(from decoder: any Decoder) throws {
      var row = try decoder.unkeyedContainer()
      func number(_ range: ClosedRange<Int>, _ name: String) throws -> Int {
        let place = DecodingError.path(row.codingPath)
        let value = try row.decode(Int.self)
        if range.contains(value) { return value }
        throw FieldFault(
          field: place,
          problem: "has the \(name) \(value), outside \(range.lowerBound)…\(range.upperBound)")
      }
      switch try row.decode(String.self) {
      case "F", "fused": kind = .fused
      case "M", "mb": kind = .mobile
      case let other:
        throw FieldFault(
          field: DecodingError.path(row.codingPath), problem: "has the unknown kind '\(other)'")
      }
      expand = try number(1...64, "expansion")
      kernel = try number(1...15, "kernel")
      stride = try number(1...4, "stride")
      input = try number(ConfigLimits.width, "input")
      output = try number(ConfigLimits.width, "output")
      repeats = try number(1...256, "number of repeats")
    }

    package func encode(to encoder: any Encoder) throws {
      var row = encoder.unkeyedContainer()
      try row.encode(kind.rawValue)
      for number in [expand, kernel, stride, input, output, repeats] { try row.encode(number) }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case cLatent = "c_latent"
    case stem, head, stages
    case batchNormEps = "batch_norm_eps"
  }

  private enum OtherKeys: String, CodingKey { case lastChannel = "last_channel" }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    cLatent = try fields.read(.cLatent, in: 1...1024, default: 16)
    let last: Int? = try Fields(decoder, OtherKeys.self).readOptional(.lastChannel)
    head = try fields.read(.head, in: ConfigLimits.width, default: last ?? 1280)
    batchNormEps = try fields.read(.batchNormEps, in: 0...1, default: 1e-3)
    stages = try fields.read(.stages)
    try fields.require((1...32).contains(stages.count), .stages, "has \(stages.count) rows")
    stem = try fields.read(.stem, in: ConfigLimits.width, default: stages[0].input)
    var channels = stem
    for (index, stage) in stages.enumerated() {
      try fields.require(
        stage.input == channels, .stages,
        "takes \(stage.input) channels in row \(index) where \(channels) arrive")
      channels = stage.output
    }
  }
}

import FoundationEssentials

/// The sizes of the published models (spec v1 §1–5, v2 §2–7), which can be measured without their files.
package enum PublishedModel: String, CaseIterable, Sendable {
  case first = "wuerstchen-v1"
  case second = "wuerstchen-v2"

  var text: TextConfig {
    switch self {
    case .first: Self.decode(Self.tower(width: 1024, layers: 24, heads: 16))
    case .second: Self.decode(Self.tower(width: 1280, layers: 32, heads: 20))
    }
  }

  var prior: PriorConfig {
    switch self {
    case .first: Self.decode("{}")
    case .second:
      Self.decode(
        #"{"_class_name": "WuerstchenPrior", "c": 1536, "c_cond": 1280, "depth": 32, "nhead": 24}"#)
    }
  }

  var paella: PaellaConfig { Self.decode("{}") }

  var diffNeXt: DiffNeXtConfig { Self.decode("{}") }

  var vqModel: VQModelConfig { Self.decode("{}") }

  /// EfficientNetV2-L for version 1, S for version 2.
  var encoder: EncoderConfig {
    switch self {
    case .first:
      Self.decode(
        """
        {"stages": [["F",1,3,1,32,32,4], ["F",4,3,2,32,64,7], ["F",4,3,2,64,96,7],
          ["M",4,3,2,96,192,10], ["M",6,3,1,192,224,19], ["M",6,3,2,224,384,25],
          ["M",6,3,1,384,640,7]]}
        """)
    case .second:
      Self.decode(
        """
        {"stages": [["F",1,3,1,24,24,2], ["F",4,3,2,24,48,4], ["F",4,3,2,48,64,4],
          ["M",4,3,2,64,128,6], ["M",6,3,1,128,160,9], ["M",6,3,2,160,256,15]]}
        """)
    }
  }

  private static func tower(width: Int, layers: Int, heads: Int) -> String {
    """
    {"vocab_size": 49408, "hidden_size": \(width), "intermediate_size": \(4 * width),
      "num_hidden_layers": \(layers), "num_attention_heads": \(heads), "hidden_act": "gelu"}
    """
  }

  private static func decode<Config: Decodable>(_ json: String) -> Config {
    do {
      return try JSONDecoder().decode(Config.self, from: Data(json.utf8))
    } catch {
      preconditionFailure("\(json) is no \(Config.self): \(error)")
    }
  }
}

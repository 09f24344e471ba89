extension Recipe {
  /// What older pictures do not say has the value it had then.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    prompt = try fields.decode(String.self, forKey: .prompt)
    negative = try fields.decode(String.self, forKey: .negative)
    model = try fields.decode(String.self, forKey: .model)
    seed = try fields.decode(UInt32.self, forKey: .seed)
    seedB = try fields.decodeIfPresent(UInt32.self, forKey: .seedB)
    size = try fields.decodeIfPresent(PictureSize.self, forKey: .size)
    count = try fields.decodeIfPresent(Int.self, forKey: .count) ?? 1
    stageC = try fields.decode(StageC.self, forKey: .stageC)
    stageB = try fields.decode(StageB.self, forKey: .stageB)
    input = try fields.decodeIfPresent(Input.self, forKey: .input)
    toward = try fields.decodeIfPresent(Toward.self, forKey: .toward)
    precision = try fields.decodeIfPresent(Precision.self, forKey: .precision) ?? .fp32
    loras = try fields.decodeIfPresent([LoRA].self, forKey: .loras) ?? []
  }
}

extension Recipe.StageC {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    steps = try fields.decode(Int.self, forKey: .steps)
    guidance = try fields.decode(Float.self, forKey: .guidance)
    sampler = try fields.decode(DiffusionSampler.self, forKey: .sampler)
    schedule = try fields.decodeIfPresent(Timesteps.self, forKey: .schedule) ?? .linear
    guidanceRange = try fields.decodeIfPresent(Recipe.Span.self, forKey: .guidanceRange)
  }
}

extension Timesteps: Codable {
  /// A name, or the list of times.
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let times = try? value.decode([Float].self) {
      self = .list(times)
      return
    }
    let name = try value.decode(String.self)
    guard let known = Self(name: name) else {
      throw DecodingError.dataCorruptedError(
        in: value, debugDescription: "'\(name)' is no schedule")
    }
    self = known
  }

  package func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    if case .list(let times) = self { return try value.encode(times) }
    try value.encode(name)
  }
}

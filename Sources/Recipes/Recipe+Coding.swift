extension Recipe {
  private enum CodingKeys: String, CodingKey {
    case prompt, negative, emphasis, model, seed, seedB, size, count, stageC, stageB, input, latent,
      toward
    case loras, precision, origin
  }

  /// What older pictures do not say has the value it had then.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    prompt = try fields.decode(String.self, forKey: .prompt)
    negative = try fields.decode(String.self, forKey: .negative)
    emphasis = try fields.decodeIfPresent(Emphasis.self, forKey: .emphasis) ?? .none
    model = try fields.decode(String.self, forKey: .model)
    seed = try fields.decode(UInt32.self, forKey: .seed)
    seedB = try fields.decodeIfPresent(UInt32.self, forKey: .seedB)
    size = try fields.decodeIfPresent(PictureSize.self, forKey: .size)
    count = try fields.decodeIfPresent(Int.self, forKey: .count) ?? 1
    stageC = try fields.decode(StageC.self, forKey: .stageC)
    stageB = try fields.decode(StageB.self, forKey: .stageB)
    let input = try fields.decodeIfPresent(Input.self, forKey: .input)
    let latent = try fields.decodeIfPresent(KeptLatent.self, forKey: .latent)
    switch (input, latent) {
    case (nil, nil): start = .noise
    case (let input?, nil): start = .picture(input)
    case (nil, let latent?): start = .latent(latent)
    case (.some, .some):
      throw DecodingError.dataCorruptedError(
        forKey: .latent, in: fields, debugDescription: "a run begins from one thing alone")
    }
    toward = try fields.decodeIfPresent(Toward.self, forKey: .toward)
    precision = try fields.decodeIfPresent(Precision.self, forKey: .precision) ?? .fp32
    origin = try fields.decodeIfPresent(Origin.self, forKey: .origin)
    loras = try fields.decodeIfPresent([LoRA].self, forKey: .loras) ?? []
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(prompt, forKey: .prompt)
    try fields.encode(negative, forKey: .negative)
    try fields.encode(emphasis, forKey: .emphasis)
    try fields.encode(model, forKey: .model)
    try fields.encode(seed, forKey: .seed)
    try fields.encodeIfPresent(seedB, forKey: .seedB)
    try fields.encodeIfPresent(size, forKey: .size)
    try fields.encode(count, forKey: .count)
    try fields.encode(stageC, forKey: .stageC)
    try fields.encode(stageB, forKey: .stageB)
    switch start {
    case .noise: break
    case .picture(let input): try fields.encode(input, forKey: .input)
    case .latent(let latent): try fields.encode(latent, forKey: .latent)
    }
    try fields.encodeIfPresent(toward, forKey: .toward)
    try fields.encode(loras, forKey: .loras)
    try fields.encode(precision, forKey: .precision)
    try fields.encodeIfPresent(origin, forKey: .origin)
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

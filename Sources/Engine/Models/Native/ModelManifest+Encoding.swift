import Recipes

/// What is written is read again as the same manifest; every member is written, those too that have
/// their usual value.
extension ModelManifest: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(1, forKey: .format)
    try fields.encode(name, forKey: .name)
    try fields.encode(family, forKey: .family)
    try fields.encodeIfPresent(license, forKey: .license)
    try fields.encodeIfPresent(description, forKey: .description)
    try fields.encode(text, forKey: .text)
    try fields.encode(stageC, forKey: .stageC)
    try fields.encode(stageB, forKey: .stageB)
    try fields.encode(stageA, forKey: .stageA)
    try fields.encodeIfPresent(self.encoder, forKey: .encoder)
    try fields.encode(defaults, forKey: .defaults)
  }
}

extension ModelManifest.TextPart: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(weights, forKey: .weights)
    try fields.encode(tokenizer, forKey: .tokenizer)
    try fields.encode(maxLength, forKey: .maxLength)
    try fields.encode(padToken, forKey: .padToken)
    try fields.encode(paddingMask, forKey: .paddingMask)
    try fields.encode(config, forKey: .config)
  }
}

extension ModelManifest.PriorPart: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(weights, forKey: .weights)
    try fields.encode([latent.channels, latent.height, latent.width], forKey: .latent)
    var times = fields.nestedContainer(
      keyedBy: ScheduleFields.CodingKeys.self, forKey: .schedule)
    try times.encode("cosine", forKey: .kind)
    try times.encode(schedule.s, forKey: .s)
    try times.encode(schedule.scaler, forKey: .scaler)
    try fields.encode(config, forKey: .config)
  }
}

extension ModelManifest.TokenPart: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(weights, forKey: .weights)
    try fields.encode("tokens", forKey: .kind)
    try fields.encode(config.conditioning, forKey: .conditioning)
    try fields.encode(config.text, forKey: .text)
    try fields.encode([tokens.height, tokens.width], forKey: .tokens)
    try fields.encode(config, forKey: .config)
  }
}

extension ModelManifest.PicturePart: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(weights, forKey: .weights)
    try fields.encode([3, image.height, image.width], forKey: .image)
    try fields.encode(config, forKey: .config)
  }
}

extension ModelManifest.EncoderPart: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(weights, forKey: .weights)
    try fields.encode([3, input.height, input.width], forKey: .input)
    try fields.encode(scale, forKey: .scale)
    try fields.encode(shift, forKey: .shift)
    try fields.encode(config, forKey: .config)
  }
}

extension ModelManifest.Defaults: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(stageC.steps, forKey: .stepsC)
    try fields.encode(stageC.guidance, forKey: .guidanceC)
    try fields.encode(stageC.sampler, forKey: .sampler)
    try fields.encode(stageB.steps, forKey: .stepsB)
    try fields.encode(stageB.guidance, forKey: .guidanceB)
    let temperatures = stageB.temperature.map { [$0.from, $0.to] }
    try fields.encodeIfPresent(temperatures, forKey: .temperatureB)
    try fields.encodeIfPresent(stageB.sampler, forKey: .samplerB)
    try fields.encodeIfPresent(stageB.finish, forKey: .finishB)
  }
}

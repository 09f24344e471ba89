import Files
import Recipes

extension ModelManifest {
  enum CodingKeys: String, CodingKey {
    case format, name, family, license, description, text
    case stageC = "stage_c"
    case stageB = "stage_b"
    case stageA = "stage_a"
    case encoder, defaults
  }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    let format: Int = try fields.read(.format)
    try fields.require(format == 1, .format, "is \(format); this version of wurst reads format 1")
    name = try fields.read(.name)
    try fields.require(
      !name.isEmpty && name.count <= 200
        && name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control },
      .name, "is not 1 to 200 printable characters")
    family = try fields.read(.family, default: "wuerstchen-v1")
    try fields.require(
      family == "wuerstchen-v1", .family,
      "is '\(family)'; a native folder holds a 'wuerstchen-v1' model")
    license = try fields.readOptional(.license)
    description = try fields.readOptional(.description)
    text = try fields.read(.text)
    stageC = try fields.read(.stageC)
    stageB = try fields.read(.stageB)
    stageA = try fields.read(.stageA)
    encoder = try fields.readOptional(.encoder)
    defaults = try fields.read(.defaults)
    try checkSeams(fields)
  }

  /// What one part makes must fit what the next one takes, and the extents that are named.
  private func checkSeams(_ fields: Fields<CodingKeys>) throws {
    let (prior, vq, channels) = (stageC.config, stageA.config, stageC.latent.channels)
    try fields.require(
      prior.cIn == channels, .stageC, "has \(channels) channels in latent and c_in \(prior.cIn)")
    do throws(ModelSeams.Fault) {
      try ModelSeams.check(
        text: text.config, prior: prior, stageB: .tokens(stageB.config), stageA: vq,
        encoder: encoder?.config)
    } catch {
      try fields.require(false, CodingKeys(error.part), error.problem)
    }
    let (tokens, image) = (stageB.tokens, stageA.image)
    try fields.require(
      image.height == tokens.height * vq.reduction && image.width == tokens.width * vq.reduction,
      .stageA,
      "makes \(tokens.width * vq.reduction)×\(tokens.height * vq.reduction) pixels of the tokens, "
        + "not \(image.width)×\(image.height)")
  }
}

extension ModelManifest.CodingKeys {
  fileprivate init(_ part: ModelPart) {
    switch part {
    case .text, .decoderText: self = .text
    case .stageC: self = .stageC
    case .stageB: self = .stageB
    case .stageA: self = .stageA
    case .encoder: self = .encoder
    }
  }
}

extension ModelManifest.TextPart {
  enum CodingKeys: String, CodingKey {
    case weights, tokenizer, config
    case maxLength = "max_length"
    case padToken = "pad_token"
    case paddingMask = "padding_mask"
  }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    weights = try fields.readPath(.weights)
    tokenizer = try fields.readPath(.tokenizer, default: "tokenizer")
    config = try fields.read(.config)
    maxLength = try fields.read(
      .maxLength, in: 2...config.maxPositionEmbeddings, default: config.maxPositionEmbeddings)
    padToken = try fields.read(.padToken, default: "<|endoftext|>")
    paddingMask = try fields.read(.paddingMask, default: true)
  }
}

extension ModelManifest.PriorPart {
  enum CodingKeys: String, CodingKey { case weights, latent, schedule, config }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    weights = try fields.readPath(.weights)
    config = try fields.read(.config)
    let extents = try fields.readList(.latent, in: 1...1024, count: 3...3)
    latent = .init(channels: extents[0], height: extents[1], width: extents[2])
    try fields.requireSmall(
      .latent, floats: 4 * latent.height * latent.width * config.c, "the prior")
    schedule = try fields.read(.schedule, default: ScheduleFields()).schedule
  }

  struct ScheduleFields: Decodable {
    let schedule: Schedule

    enum CodingKeys: String, CodingKey { case kind, s, scaler }

    init() { schedule = Schedule() }

    init(from decoder: any Decoder) throws {
      let fields = try Fields(decoder, CodingKeys.self)
      let kind: String = try fields.read(.kind, default: "cosine")
      try fields.require(kind == "cosine", .kind, "is '\(kind)'; only 'cosine' is known")
      schedule = Schedule(
        s: try fields.read(.s, in: 0...1, default: 0.008),
        scaler: try fields.read(.scaler, in: 0.01...100, default: 1))
    }
  }
}

extension ModelManifest.TokenPart {
  enum CodingKeys: String, CodingKey {
    case weights, kind, conditioning, text, tokens, config
  }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    weights = try fields.readPath(.weights)
    let kind: String = try fields.read(.kind, default: "tokens")
    try fields.require(kind == "tokens", .kind, "is '\(kind)'; only 'tokens' is known")
    var config: PaellaConfig = try fields.read(.config)
    config.conditioning = try fields.read(.conditioning, default: config.conditioning)
    config.text = try fields.read(.text, default: config.text)
    try fields.require(
      config.conditioning == .flattened || !config.text, .text,
      "is true; a model with spatial conditioning takes no text in Stage B")
    self.config = config
    tokens = try fields.readGrid(.tokens)
    let unit = config.patchSize << (config.cHidden.count - 1)
    try fields.require(
      tokens.height % unit == 0 && tokens.width % unit == 0, .tokens,
      "is \(tokens.height)×\(tokens.width); both must be multiples of \(unit)")
    let widest = max(config.cIn, 4 * (config.cHidden.max() ?? 0))
    try fields.requireSmall(.tokens, floats: tokens.height * tokens.width * widest, "Stage B")
  }
}

extension ModelManifest.PicturePart {
  enum CodingKeys: String, CodingKey { case weights, image, config }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    weights = try fields.readPath(.weights)
    image = try fields.readImage(.image)
    config = try fields.read(.config)
    let finest = config.cHidden >> (config.levels - 1)
    try fields.requireSmall(.image, floats: image.height * image.width * finest, "Stage A")
  }
}

extension ModelManifest.EncoderPart {
  enum CodingKeys: String, CodingKey { case weights, input, scale, shift, config }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    weights = try fields.readPath(.weights)
    input = try fields.readImage(.input)
    scale = try fields.read(.scale, in: -1e6...1e6, default: 1)
    shift = try fields.read(.shift, in: -1e6...1e6, default: 0)
    config = try fields.read(.config)
  }
}

extension ModelManifest.Defaults {
  enum CodingKeys: String, CodingKey {
    case stepsC = "steps_c"
    case guidanceC = "guidance_c"
    case sampler
    case stepsB = "steps_b"
    case guidanceB = "guidance_b"
    case temperatureB = "temperature_b"
    case samplerB = "sampler_b"
    case finishB = "finish_b"
  }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    stageC = Recipe.StageC(
      steps: try fields.read(.stepsC, in: Recipe.stepsC),
      guidance: try fields.read(.guidanceC, in: Recipe.guidance),
      sampler: try fields.read(.sampler))
    let temperatures: [Float] = try fields.read(.temperatureB)
    try fields.require(
      temperatures.count == 2 && temperatures.allSatisfy(Recipe.temperature.contains),
      .temperatureB, "is \(temperatures), not two numbers above 0 and at most 10")
    stageB = Recipe.StageB(
      steps: try fields.read(.stepsB, in: Recipe.stepsB),
      guidance: try fields.read(.guidanceB, in: Recipe.guidance),
      temperature: .init(from: temperatures[0], to: temperatures[1]),
      sampler: try fields.read(.samplerB),
      finish: try fields.read(.finishB, default: .drawn))
  }
}

extension Fields {
  /// A path below the model folder, which it cannot leave.
  fileprivate func readPath(_ key: Key, default value: String? = nil) throws -> String {
    let path: String = try read(key, default: value)
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    try require(
      !parts.contains { $0.isEmpty || $0 == ".." || $0.utf8.contains(0) }, key,
      "is '\(path)', which is not a path inside the model folder")
    return path
  }

  fileprivate func readGrid(_ key: Key) throws -> ModelManifest.GridShape {
    let extents = try readList(key, in: 1...4096, count: 2...2)
    return .init(height: extents[0], width: extents[1])
  }

  /// Reads channels, height and width; a picture has three channels.
  fileprivate func readImage(_ key: Key) throws -> ModelManifest.GridShape {
    let extents = try readList(key, in: 1...1 << 14, count: 3...3)
    try require(extents[0] == 3, key, "has \(extents[0]) channels, not 3")
    return .init(height: extents[1], width: extents[2])
  }

  fileprivate func requireSmall(_ key: Key, floats: Int, _ network: String) throws {
    try require(
      floats <= ConfigLimits.activation, key,
      "makes \(network) compute with \(floats) numbers at once, more than memory holds")
  }
}

import Files
import FoundationEssentials

/// The parts of a model as they are found, path by path.
struct FoundParts {
  struct Part<Config: Sendable>: Sendable {
    let config: Config
    let place: WeightPlace
  }

  enum StageBConfig: Sendable {
    case tokens(PaellaConfig)
    case latent(DiffNeXtConfig)
  }

  /// The published ones where nothing else is found.
  struct Schedules {
    var prior = Schedule()
    var decoder = Schedule()
  }

  private(set) var prior: Part<PriorConfig>?
  private(set) var stageB: Part<StageBConfig>?
  private(set) var stageA: Part<VQModelConfig>?
  private(set) var encoder: Part<EncoderConfig>?
  private(set) var schedule = Schedules()
  private(set) var settings = PipelineSettings()
  private var towers: [TextFolder] = []
  private var priorTower: TextFolder?
  private var decoderTower: TextFolder?
  private let variant: String?

  init(variant: String?) { self.variant = variant }

  /// Looks at one path: a folder of a pipeline or of a text tower, or a file with weights.
  mutating func add(_ path: Path) throws(LoadingError) {
    guard path.exists else {
      throw .missing(role: "model file or folder", path: path)
    }
    guard (path / ".").exists else {
      return try add(file: try WeightFile.open(path, role: "model file"), path)
    }
    if TextFolder.isOne(path) {
      towers.append(try TextFolder(path, variant: variant))
    } else {
      try add(try DiffusersFolder(path))
    }
  }

  /// The tower for a network that takes text states of `width` channels.
  func tower(
    width: Int, of part: ModelPart, _ place: Path
  ) throws(LoadingError) -> TextFolder {
    let own = part == .text ? priorTower : decoderTower
    let fitting = towers.last { $0.config.hiddenSize == width }
    if let tower = fitting ?? own { return tower }
    throw .missing(
      role: "\(part.name) with \(width) channels (a folder with config.json, its weights and its "
        + "tokenizer, to be given as one more path)", path: place)
  }

  private mutating func add(_ folder: DiffusersFolder) throws(LoadingError) {
    if let path = folder.folder(of: .prior) {
      prior = .init(config: try Self.config(path), place: .component(path, variant: variant))
      priorTower = try tower(folder, .priorTextEncoder, .priorTokenizer)
      schedule.prior = try SchedulerConfig.schedule(inFolder: folder.folder(of: .priorScheduler))
      let scale = settings.latentDimScale
      settings = folder.settings
      if folder.kind == .prior { settings.latentDimScale = scale }
    }
    if let path = folder.folder(of: .decoder) {
      stageB = .init(
        config: .latent(try Self.config(path)), place: .component(path, variant: variant))
      decoderTower = try tower(folder, .textEncoder, .tokenizer)
      schedule.decoder = try SchedulerConfig.schedule(inFolder: folder.folder(of: .scheduler))
      settings.latentDimScale = folder.settings.latentDimScale
    }
    if let path = folder.folder(of: .vqgan) {
      stageA = .init(config: try Self.config(path), place: .component(path, variant: variant))
    }
  }

  /// A folder without the tower takes it from another path.
  private func tower(
    _ folder: DiffusersFolder, _ encoder: DiffusersFolder.Part, _ tokenizer: DiffusersFolder.Part
  ) throws(LoadingError) -> TextFolder? {
    guard let encoder = folder.folder(of: encoder), let tokenizer = folder.folder(of: tokenizer),
      encoder.exists
    else { return nil }
    return try TextFolder(encoder: encoder, tokenizer: tokenizer, variant: variant)
  }

  private mutating func add(file: any TensorSource, _ path: Path) throws(LoadingError) {
    var found = try add(file, .file(path, dictionary: nil))
    if let checkpoint = file as? TorchFile {
      for name in checkpoint.dictionaries where name != checkpoint.chosenName {
        let dictionary = try checkpoint.dictionary(name)
        guard case .encoder? = NetworkKind(dictionary) else { continue }
        found = try add(dictionary, .file(path, dictionary: name)) || found
      }
    }
    if !found {
      throw .unsupported(path: path, problem: "it holds none of the networks of a model")
    }
  }

  /// - Returns: whether the tensors are those of a network that a model has.
  private mutating func add(
    _ source: any TensorSource, _ place: WeightPlace
  ) throws(LoadingError) -> Bool {
    switch NetworkKind(source) {
    case .prior: prior = .init(config: try InferredConfig.prior(source), place: place)
    case .paella:
      stageB = .init(config: .tokens(try InferredConfig.paella(source)), place: place)
    case .diffNeXt:
      stageB = .init(config: .latent(try InferredConfig.diffNeXt(source)), place: place)
    case .vqModel: stageA = .init(config: try InferredConfig.vqModel(source), place: place)
    case .encoder: encoder = .init(config: try InferredConfig.encoder(source), place: place)
    case .textTower, .discriminator, .lora, nil: return false
    }
    return true
  }

  private static func config<Config: Decodable>(_ folder: Path) throws(LoadingError) -> Config {
    try SmallFile.json(Config.self, at: folder / "config.json", role: "component")
  }
}

extension Optional {
  /// - Throws: `.missing` when there is nothing.
  func wanted(_ role: String, _ place: Path) throws(LoadingError) -> Wrapped {
    guard let self else { throw .missing(role: role, path: place) }
    return self
  }
}

package import Files
import Recipes

/// A model put together from published files: diffusers folders, checkpoints, text folders.
package struct AssembledModel: ModelSource {
  package let description: ModelDescription
  package let place: String
  private let parts: [ModelPart: WeightPlace]
  private let towers: [ModelPart: TextFolder]

  /// Puts together what is at `paths`, in any order; later ones replace the same part of earlier ones.
  ///
  /// - Throws: `LoadingError`; `.missing` naming the first part that is nowhere.
  package init(_ paths: [Path], name: String, variant: String? = nil) throws(LoadingError) {
    var found = FoundParts(variant: variant)
    for path in paths { try found.add(path) }
    place = paths.map(\.text).joined(separator: ", ")
    // What errors say was looked through.
    let searched = Path(place)
    let prior = try found.prior.wanted(
      "Stage C (such as wuerstchen-prior or model_stage_c.pt)", searched)
    let stageB = try found.stageB.wanted(
      "Stage B (such as wuerstchen or model_stage_b.pt)", searched)
    let stageA = try found.stageA.wanted("Stage A (such as vqgan_f4_v1_500k.pt)", searched)
    var parts: [ModelPart: WeightPlace] = [
      .stageC: prior.place, .stageB: stageB.place, .stageA: stageA.place,
    ]
    if let encoder = found.encoder { parts[.encoder] = encoder.place }
    self.parts = parts
    let text = try found.tower(width: prior.config.cCond, of: .text, searched)
    var towers = [ModelPart.text: text]
    switch stageB.config {
    case .tokens(let paella):
      description = .first(name, prior, paella, stageA, found.encoder, text)
    case .latent(let diffNeXt):
      let decoderText = try found.tower(width: diffNeXt.clipEmbd, of: .decoderText, searched)
      towers[.decoderText] = decoderText
      description = .second(
        name, prior, diffNeXt, stageA, found.encoder, text, decoderText, found.schedule,
        found.settings)
    }
    self.towers = towers
    do throws(ModelSeams.Fault) {
      try ModelSeams.check(
        text: text.config, prior: prior.config, stageB: description.stageB,
        stageA: stageA.config, encoder: found.encoder?.config)
    } catch {
      throw .unsupported(
        path: searched,
        problem: "\(error.part.name) \(error.problem); the files belong to different models")
    }
  }

  package func tensors(of part: ModelPart) throws(LoadingError) -> any TensorSource {
    if let tower = towers[part] { return try tower.source() }
    if let place = parts[part] { return try place.open() }
    throw .missing(role: Self.advice(part, description.generation), path: Path(place))
  }

  /// What to add for a part that published models do not always come with.
  private static func advice(
    _ part: ModelPart, _ generation: Generation
  ) -> String {
    guard part == .encoder else { return part.name }
    let file = generation == .first ? "model_stage_b.pt" : "model_v2_stage_b.pt"
    return
      "encoder, which a picture as input needs (it is in \(file), to be given as one more path),"
  }

  package func tokenizer(of part: ModelPart) throws(LoadingError) -> BPETokenizer {
    guard let tower = towers[part] else { throw .missing(role: part.name, path: Path(place)) }
    return try tower.tokenizer()
  }

  package func fingerprint() throws(LoadingError) -> String {
    var fingerprint = Fingerprint()
    for part in ModelPart.allCases where part != .encoder {
      var files: [Path] = []
      if let place = parts[part] { files = try place.files }
      if let tower = towers[part] { files = try tower.files }
      for file in files { try fingerprint.add(modelFile: file, sampled: true) }
    }
    return fingerprint.text
  }
}

/// Where the weights of a network are.
enum WeightPlace: Sendable {
  case component(Path, variant: String?)
  /// A file; of a checkpoint with several dictionaries the one of this name, or the chosen one.
  case file(Path, dictionary: String?)

  func open() throws(LoadingError) -> any TensorSource {
    switch self {
    case .component(let folder, let variant):
      return try WeightFile.open(component: folder, variant: variant)
    case .file(let path, let dictionary):
      let source = try WeightFile.open(path)
      guard let dictionary, let checkpoint = source as? TorchFile else { return source }
      return try checkpoint.dictionary(dictionary)
    }
  }

  var files: [Path] {
    get throws(LoadingError) {
      switch self {
      case .component(let folder, let variant):
        try WeightFile.files(component: folder, variant: variant)
      case .file(let path, _): [path]
      }
    }
  }
}

extension ModelDescription {
  fileprivate static func first(
    _ name: String, _ prior: FoundParts.Part<PriorConfig>, _ paella: PaellaConfig,
    _ stageA: FoundParts.Part<VQModelConfig>, _ encoder: FoundParts.Part<EncoderConfig>?,
    _ text: TextFolder
  ) -> Self {
    // Trained on 512×512 pixels: 12×12 positions (spec v1 §9).
    Self(
      name: name, generation: .first, text: text.tower, prior: prior.config,
      priorSchedule: Schedule(), stageB: .tokens(paella), stageA: stageA.config, handOver: .init(),
      encoder: encoder.map { .init(config: $0.config, reduction: 32, scaling: .init()) },
      sizes: PictureSizes(
        trained: .init(width: 512, height: 512), latent: .init(height: 12, width: 12),
        reduction: stageA.config.reduction,
        unit: paella.patchSize << (paella.cHidden.count - 1)), defaults: .first)
  }

  fileprivate static func second(
    _ name: String, _ prior: FoundParts.Part<PriorConfig>, _ diffNeXt: DiffNeXtConfig,
    _ stageA: FoundParts.Part<VQModelConfig>, _ encoder: FoundParts.Part<EncoderConfig>?,
    _ text: TextFolder, _ decoderText: TextFolder, _ schedules: FoundParts.Schedules,
    _ settings: PipelineSettings
  ) -> Self {
    let scaling = Scaling(scale: settings.latentMean, shift: -settings.latentStd)
    return Self(
      name: name, generation: .second, text: text.tower, prior: prior.config,
      priorSchedule: schedules.prior,
      stageB: .latent(diffNeXt, schedules.decoder, text: decoderText.tower),
      stageA: stageA.config, handOver: scaling,
      encoder: encoder.map { part in
        // The prior draws on the scale that the hand-over to Stage B undoes.
        .init(
          config: part.config, reduction: 32,
          scaling: .init(scale: 1 / scaling.scale, shift: -scaling.shift / scaling.scale))
      },
      sizes: PictureSizes(
        standard: .init(width: 1024, height: 1024),
        grids: LatentGrids(
          resolutionMultiple: settings.resolutionMultiple, latentDimScale: settings.latentDimScale),
        reduction: stageA.config.reduction,
        unit: diffNeXt.patchSize << (diffNeXt.cHidden.count - 1)), defaults: .second)
  }
}

extension TextFolder {
  fileprivate var tower: ModelDescription.Tower {
    .init(config: config, maximumLength: maximumLength, padToken: padToken, masksPadding: true)
  }
}

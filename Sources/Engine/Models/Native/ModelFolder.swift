package import Files
package import Recipes

/// A native model folder: `model.json`, its weight files, its vocabulary, and what helps with prompts.
///
/// The fingerprint leaves the latter out: it changes no picture.
package struct ModelFolder: Sendable {
  package let path: Path
  package let manifest: ModelManifest
  /// Empty where the folder has none.
  package let guide: PromptGuide

  /// Reads and checks the manifest of the folder at `path`; the weights are opened later.
  package init(_ path: Path) throws(LoadingError) {
    self.path = path
    manifest = try ModelManifest(path: path / "model.json")
    let guide = path / "prompts.json"
    self.guide =
      guide.exists
      ? try SmallFile.json(PromptGuide.self, at: guide, role: "prompt guide") : PromptGuide()
  }

  /// The path of the weights of `part`; nil when the model does not have the part.
  package func file(for part: ModelPart) -> Path? {
    let name: String? =
      switch part {
      case .text: manifest.text.weights
      case .stageC: manifest.stageC.weights
      case .stageB: manifest.stageB.weights
      case .stageA: manifest.stageA.weights
      case .encoder: manifest.encoder?.weights
      case .decoderText: nil
      }
    return name.map { path / $0 }
  }
}

extension ModelFolder: ModelSource {
  package var place: String { path.text }

  package var description: ModelDescription {
    let (prior, tokens, picture) = (manifest.stageC, manifest.stageB, manifest.stageA)
    let unit = tokens.config.patchSize << (tokens.config.cHidden.count - 1)
    return ModelDescription(
      name: manifest.name, generation: .first,
      text: .init(
        config: manifest.text.config, maximumLength: manifest.text.maxLength,
        padToken: manifest.text.padToken, masksPadding: manifest.text.paddingMask),
      prior: prior.config, priorSchedule: prior.schedule, stageB: .tokens(tokens.config),
      stageA: picture.config, handOver: .init(),
      encoder: manifest.encoder.map { part in
        .init(
          config: part.config, reduction: part.input.height / prior.latent.height,
          scaling: .init(scale: part.scale, shift: part.shift))
      },
      sizes: PictureSizes(
        trained: .init(width: picture.image.width, height: picture.image.height),
        latent: .init(height: prior.latent.height, width: prior.latent.width),
        reduction: picture.config.reduction, unit: unit),
      defaults: .init(stageC: manifest.defaults.stageC, stageB: manifest.defaults.stageB),
      guide: guide)
  }

  /// Opens the weights of `part` and checks the file's form.
  package func tensors(of part: ModelPart) throws(LoadingError) -> any TensorSource {
    guard let file = file(for: part) else {
      throw .missing(role: "\(part) entry", path: path / "model.json")
    }
    return try WeightFile.open(file)
  }

  /// Opens the vocabulary, which must fit the embedding of the text tower and hold the padding.
  package func tokenizer(of part: ModelPart = .text) throws(LoadingError) -> BPETokenizer {
    let tokenizer = try BPETokenizer(folder: path / manifest.text.tokenizer)
    try tokenizer.check(
      manifest.text.config, "the text tower", padToken: manifest.text.padToken,
      path: path / manifest.text.tokenizer)
    return tokenizer
  }

  package func fingerprint() throws(LoadingError) -> String {
    var fingerprint = Fingerprint()
    try fingerprint.add(modelFile: path / "model.json", sampled: false)
    for part in [ModelPart.text, .stageC, .stageB, .stageA] {
      if let file = file(for: part) { try fingerprint.add(modelFile: file, sampled: true) }
    }
    return fingerprint.text
  }
}

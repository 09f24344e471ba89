import FoundationEssentials

/// A whole v2 model: the folders `wuerstchen-prior` and `wuerstchen`, or one with both.
///
/// The sizes of all parts are read and checked against each other; weights are opened later.
package struct DiffusersModel: Sendable {
  package let prior: PriorConfig
  package let priorText: TextFolder
  package let priorSchedule: Schedule
  package let decoder: DiffNeXtConfig
  package let decoderText: TextFolder
  package let decoderSchedule: Schedule
  package let vqgan: VQModelConfig
  package let settings: PipelineSettings
  private let priorPath: String
  private let decoderPath: String
  private let vqganPath: String
  private let variant: String?

  package enum Network: CaseIterable, Sendable {
    case prior, decoder, vqgan
  }

  /// Opens one or two folders, given in any order.
  ///
  /// - Parameter variant: the weights to prefer, such as `fp16`; the plain ones when nil.
  /// - Throws: `LoadingError`; `.missing` naming which of the two folders is not given.
  package init(_ paths: [String], variant: String? = nil) throws(LoadingError) {
    var folders: [DiffusersFolder] = []
    for path in paths { folders.append(try DiffusersFolder(path)) }
    let place = paths.joined(separator: ", ")
    guard let first = folders.first(where: { $0.kind != .decoder }) else {
      throw .missing(role: "Stage C (the folder wuerstchen-prior)", path: place)
    }
    guard let second = folders.first(where: { $0.kind != .prior }) else {
      throw .missing(role: "Stages B and A (the folder wuerstchen)", path: place)
    }
    guard folders.count == (first.path == second.path ? 1 : 2) else {
      throw .unsupported(path: place, problem: "there is more than one of the same kind of folder")
    }
    self.variant = variant
    priorPath = try Self.folder(.prior, in: first)
    prior = try Self.config(priorPath, "WuerstchenPrior")
    priorText = try TextFolder(
      encoder: try Self.folder(.priorTextEncoder, in: first),
      tokenizer: try Self.folder(.priorTokenizer, in: first), variant: variant)
    priorSchedule = try Self.schedule(try Self.folder(.priorScheduler, in: first))
    decoderPath = try Self.folder(.decoder, in: second)
    decoder = try Self.config(decoderPath, "WuerstchenDiffNeXt")
    decoderText = try TextFolder(
      encoder: try Self.folder(.textEncoder, in: second),
      tokenizer: try Self.folder(.tokenizer, in: second), variant: variant)
    decoderSchedule = try Self.schedule(try Self.folder(.scheduler, in: second))
    vqganPath = try Self.folder(.vqgan, in: second)
    vqgan = try Self.config(vqganPath, "PaellaVQModel")
    var settings = first.settings
    settings.latentDimScale = second.settings.latentDimScale
    self.settings = settings
    try checkSeams()
  }

  package func source(for network: Network) throws(LoadingError) -> any TensorSource {
    let folder =
      switch network {
      case .prior: priorPath
      case .decoder: decoderPath
      case .vqgan: vqganPath
      }
    return try WeightFile.open(component: folder, variant: variant)
  }

  package func weights(for network: Network) throws(LoadingError) -> Weights {
    Weights(try source(for: network))
  }

  private static func folder(
    _ part: DiffusersFolder.Part, in folder: DiffusersFolder
  ) throws(LoadingError) -> String {
    guard let path = folder.folder(of: part) else {
      throw .missing(role: "part '\(part)'", path: folder.path)
    }
    return path
  }

  private static func config<Config: Decodable>(
    _ folder: String, _ name: String
  ) throws(LoadingError) -> Config {
    let path = folder + "/config.json"
    let found = try SmallFile.json(ComponentClass.self, at: path, role: "component").name
    guard found == nil || found == name else {
      throw .badField(
        field: "_class_name", problem: "is '\(found ?? "")' where '\(name)' is needed", path: path)
    }
    return try SmallFile.json(Config.self, at: path, role: "component")
  }

  private struct ComponentClass: Decodable {
    let name: String?

    enum CodingKeys: String, CodingKey { case name = "_class_name" }
  }

  /// A folder without a scheduler has the published one.
  private static func schedule(_ folder: String) throws(LoadingError) -> Schedule {
    let path = folder + "/scheduler_config.json"
    guard FileManager.default.fileExists(atPath: path) else { return Schedule() }
    return try SmallFile.json(SchedulerConfig.self, at: path, role: "scheduler").schedule
  }

  /// What one part makes must fit what the next one takes.
  private func checkSeams() throws(LoadingError) {
    try require(
      prior.cCond == priorText.config.hiddenSize, "c_cond", priorPath,
      "is \(prior.cCond) where the text tower makes \(priorText.config.hiddenSize) channels")
    try require(
      decoder.clipEmbd == decoderText.config.hiddenSize, "clip_embd", decoderPath,
      "is \(decoder.clipEmbd) where the text tower makes \(decoderText.config.hiddenSize) channels")
    try require(
      decoder.effnetEmbd == prior.cIn, "effnet_embd", decoderPath,
      "is \(decoder.effnetEmbd) where Stage C makes \(prior.cIn) channels")
    try require(
      decoder.cOut == vqgan.cLatent, "latent_channels", vqganPath,
      "is \(vqgan.cLatent) where Stage B makes \(decoder.cOut) channels")
    try require(vqgan.colours == 3, "out_channels", vqganPath, "is \(vqgan.colours), not 3")
  }

  private func require(
    _ condition: Bool, _ field: String, _ folder: String, _ problem: String
  ) throws(LoadingError) {
    if condition { return }
    throw .badField(field: field, problem: problem, path: folder + "/config.json")
  }
}

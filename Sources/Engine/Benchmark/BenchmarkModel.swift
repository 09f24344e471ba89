package import Recipes

/// The networks that a benchmark can run: their sizes, and where their weights come from.
package struct BenchmarkModel: Sendable {
  package let name: String
  let text: TextConfig
  let textLength: Int
  let prior: PriorConfig
  let stageB: StageB
  let vqModel: VQModelConfig
  let encoder: EncoderConfig?
  let latent: (height: Int, width: Int)
  let fine: (height: Int, width: Int)
  let guidanceB: Guidance
  private let origin: Origin

  enum StageB: Sendable {
    case tokens(PaellaConfig)
    case latent(DiffNeXtConfig)
  }

  private enum Origin: Sendable {
    case files(any ModelSource)
    case random(RandomTensors)
  }

  /// A published model with invented weights, at its standard size.
  package init(_ model: PublishedModel) {
    name = model.rawValue
    (text, textLength) = (model.text, 77)
    (prior, vqModel, encoder) = (model.prior, model.vqModel, model.encoder)
    switch model {
    case .first:
      stageB = .tokens(model.paella)
      (latent, fine, guidanceB) = ((12, 12), (128, 128), Guidance(2, in: .first))
    case .second:
      stageB = .latent(model.diffNeXt)
      (latent, fine, guidanceB) = ((24, 24), (256, 256), Guidance(1, in: .second))
    }
    origin = .random(Self.inventor(for: stageB))
  }

  /// - Parameter random: whether weights are invented instead of read.
  package init(_ source: any ModelSource, random: Bool) throws(SizeError) {
    let description = source.description
    name = description.name
    (text, textLength) = (description.text.config, description.text.maximumLength)
    (prior, vqModel) = (description.prior, description.stageA)
    encoder = description.encoder?.config
    switch description.stageB {
    case .tokens(let config): stageB = .tokens(config)
    case .latent(let config, _, _): stageB = .latent(config)
    }
    let grids = try description.sizes.grids(for: description.sizes.standard)
    latent = (grids.latent.height, grids.latent.width)
    fine = (grids.fine.height, grids.fine.width)
    guidanceB = Guidance(description.defaults.stageB.guidance, in: description.generation)
    origin = random ? .random(Self.inventor(for: stageB)) : .files(source)
  }

  /// Version 2 has its projections apart.
  private static func inventor(for stageB: StageB) -> RandomTensors {
    switch stageB {
    case .tokens: RandomTensors()
    case .latent: RandomTensors(spellings: ["to_q.weight"])
    }
  }

  /// The bytes of weights that were invented, which are memory of the process.
  var inventedBytes: Int {
    if case .random(let tensors) = origin { return tensors.bytes }
    return 0
  }

  func weights(of part: ModelPart) throws(LoadingError) -> Weights {
    switch origin {
    case .files(let source): return try source.weights(of: part)
    case .random(let tensors): return Weights(inventing: tensors)
    }
  }
}

import Files
import Recipes

/// One network at work on inputs of the size it has in a picture.
package struct Workload {
  package enum Component: String, CaseIterable, Codable, Sendable {
    case text, c, b, a, encoder
  }

  /// What a step computes, for people.
  let description: String
  /// Runs so many steps, with a call after each.
  let run: (_ steps: Int, _ mark: @escaping () -> Void) throws -> Void

  /// Reads or invents the weights of `component`.
  ///
  /// - Throws: `LoadingError` where the model does not have it.
  init(_ component: Component, of model: BenchmarkModel) throws {
    switch component {
    case .text: try self.init(text: model)
    case .c: try self.init(prior: model)
    case .b:
      switch model.stageB {
      case .tokens(let config): try self.init(tokens: config, model)
      case .latent(let config): try self.init(latent: config, model)
      }
    case .a: try self.init(vqModel: model)
    case .encoder: try self.init(encoder: model)
    }
  }

  private init(text model: BenchmarkModel) throws {
    let tower = try CLIPText(model.text, weights: try model.weights(of: .text))
    let length = min(model.textLength, model.text.maxPositionEmbeddings)
    let ids = (0..<length).map { Int32($0 * 37 % model.text.vocabSize) }
    description = "1 prompt of \(length) tokens"
    run = { steps, mark in
      for _ in 0..<steps {
        _ = try tower([ids])
        mark()
      }
    }
  }

  private init(prior model: BenchmarkModel) throws {
    let config = model.prior
    let prior = try Prior(config, weights: try model.weights(of: .stageC))
    let (height, width) = model.latent
    let text = (0..<2).map {
      Tensor.random([1, model.textLength, config.cCond], "text \($0)")
    }
    description =
      "a step with guidance, 2 × \(config.cIn)×\(height)×\(width), \(model.textLength) text tokens"
    run = { steps, mark in
      let stage = PriorStage(
        prior: prior, schedule: Schedule(),
        settings: .init(steps: steps, guidance: 4, sampler: .ddpm))
      var draws = TorchGenerator(seed: 1)
      _ = try stage(
        text: text[0], unwanted: text[1], shape: [1, height, width, config.cIn], draws: &draws,
        observation: Observation(step: { _, _ in mark() }))
    }
  }

  private init(tokens config: PaellaConfig, _ model: BenchmarkModel) throws {
    let paella = try Paella(config, weights: try model.weights(of: .stageB))
    let place = try model.weights(of: .stageA)["vquantizer"]
    let name = place.shape(of: "embedding.weight") == nil ? "codebook" : "embedding"
    let codebook = try Codebook(
      codes: config.numLabels, dimensions: model.vqModel.cLatent, weights: place[name])
    let input = TokenStage.Input(
      latent: .random([1, model.latent.height, model.latent.width, config.effnetEmbd], "latent"),
      text: config.text ? .random([1, model.textLength, config.byt5Embd], "text") : nil,
      unwanted: config.text ? .random([1, model.textLength, config.byt5Embd], "none") : nil,
      grid: model.fine)
    let guidance = model.guidanceB
    description =
      "a step \(guidance.isGuided ? "with" : "without") guidance, "
      + "\(guidance.samples) × \(model.fine.height)×\(model.fine.width) tokens"
    run = { steps, mark in
      let stage = TokenStage(
        paella: paella, codebook: codebook,
        settings: .init(
          steps: steps, temperature: (1, 0.6), guidance: (guidance.weight, guidance.weight),
          sampler: .multinomial))
      var draws = TorchGenerator(seed: 1)
      _ = try stage(input, draws: &draws, observation: Observation(step: { _, _ in mark() }))
    }
  }

  private init(latent config: DiffNeXtConfig, _ model: BenchmarkModel) throws {
    let network = try DiffNeXt(config, weights: try model.weights(of: .stageB))
    let length = 77
    let input = DecoderStage.Input(
      embeddings: .random(
        [1, model.latent.height, model.latent.width, config.effnetEmbd], "embedding"),
      text: .random([1, length, config.clipEmbd], "text"),
      unwanted: .random([1, length, config.clipEmbd], "none"), grid: model.fine)
    let guidance = model.guidanceB
    description =
      "a step \(guidance.isGuided ? "with" : "without") guidance, "
      + "\(guidance.samples) × \(config.cIn)×\(model.fine.height)×\(model.fine.width)"
    run = { steps, mark in
      let stage = DecoderStage(
        network: network,
        loop: DiffusionLoop(
          schedule: Schedule(), sampler: .ddpm, times: linspace(from: 1, to: 0, count: steps + 1),
          guidance: guidance.scale))
      var draws = TorchGenerator(seed: 1)
      _ = try stage(input, draws: &draws, observation: Observation(step: { _, _ in mark() }))
    }
  }

  private init(vqModel model: BenchmarkModel) throws {
    let network = try VQModel(model.vqModel, weights: try model.weights(of: .stageA))
    let (height, width) = model.fine
    let vectors = Tensor.random([1, height, width, model.vqModel.cLatent], "vectors")
    let reduction = model.vqModel.reduction
    description = "1 picture of \(width * reduction)×\(height * reduction)"
    run = { steps, mark in
      for _ in 0..<steps {
        _ = try network.decodeVectors(vectors)
        mark()
      }
    }
  }

  private init(encoder model: BenchmarkModel) throws {
    guard let config = model.encoder else {
      throw LoadingError.missing(role: "encoder", path: Path(model.name))
    }
    let network = try EfficientNet(config, weights: try model.weights(of: .encoder))
    let picture = Tensor.random([1, 384, 384, 3], "picture")
    description = "1 picture of 384×384"
    run = { steps, mark in
      for _ in 0..<steps {
        _ = try network(picture)
        mark()
      }
    }
  }
}

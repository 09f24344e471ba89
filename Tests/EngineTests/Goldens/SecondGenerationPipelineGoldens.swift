import Engine
import Files
import Foundation
import Recipes
import TestSupport

extension SecondGenerationGoldens {
  private struct Params: Decodable {
    let prompt: OneOrMore<String>
    var negativePrompt: OneOrMore<String>?
    var guidanceScale: Float?
    var numInferenceSteps: Int?
    var timesteps: [Float]?
    var numImagesPerPrompt: Int?

    var times: [Float] {
      (timesteps.map { .list($0) } ?? Timesteps.linear).times(steps: numInferenceSteps ?? 0)
    }

    var guidance: Float? { guidanceScale.flatMap { $0 > 1 ? $0 : nil } }
  }

  /// The text states of prompts, and their ids and masks, which are compared.
  private static func text(
    _ golden: GoldenCase, _ comparison: GoldenComparison, _ prompts: [String]
  ) throws -> Tensor {
    let config = try golden.config(TextConfig.self, "text_encoder")
    let tokenizer = try BPETokenizer(folder: Path(golden.folder.appending(path: "tokenizer").path))
    let tower = try CLIPText(
      config, weights: try golden.textWeights())
    let encoded = prompts.map {
      tokenizer.encode($0, length: config.maxPositionEmbeddings, pad: tokenizer.end)
    }
    return try tower(encoded.map(\.ids), mask: encoded.map(\.mask))
  }

  static func pipelinePrior(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    struct Folder: Decodable {
      let latentMean: Float
      let latentStd: Float
    }
    let params = try golden.params(Params.self)
    let folder = try golden.options(Folder.self, "pipeline")
    let prompts = params.prompt.values
    let negatives = params.negativePrompt?.values ?? [""]
    let wanted = try text(golden, comparison, prompts)
    let away = try text(
      golden, comparison, prompts.indices.map { negatives[min($0, negatives.count - 1)] })
    let images = params.numImagesPerPrompt ?? 1
    let (text, unwanted) = (wanted.repeatingSamples(images), away.repeatingSamples(images))
    try comparison.output(
      "text_states", params.guidance == nil ? text : .stacked([text, unwanted]))
    let prior = try Prior(
      try golden.config(PriorConfig.self, "prior"), weights: try golden.weights("prior"))
    let shape = try golden.shape("draw.init")
    var settings = PriorStage.Settings(steps: 1, guidance: params.guidance, sampler: .ddpm)
    settings.times = params.times
    var draws = ReplayedDraws(normals: try recordedDraws(golden))
    var latents: [Tensor] = []
    let stage = PriorStage(prior: prior, schedule: Schedule(), settings: settings)
    let x = try stage(
      text: text, unwanted: unwanted, shape: [shape[0], shape[2], shape[3], shape[1]],
      draws: &draws, observation: .latents { latents.append($1) })
    comparison.check("draws", draws.isExhausted, "some recorded draws were not used")
    try compare(latents, as: "latents.", comparison)
    let embeddings = x.mapElements { $0 * folder.latentMean - folder.latentStd }
    try comparison.map("image_embeddings", embeddings)
    try ids(golden, comparison, prompts)
  }

  static func pipelineDecoder(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let params = try golden.params(Params.self)
    let prompts = params.prompt.values
    let wanted = try text(golden, comparison, prompts)
    let away = try text(golden, comparison, params.negativePrompt?.values ?? [""])
    try comparison.output(
      "text_states", params.guidance == nil ? wanted : .stacked([wanted, away]))
    let network = try DiffNeXt(
      try golden.config(DiffNeXtConfig.self, "decoder"), weights: try golden.weights("decoder"))
    let vqModel = try VQModel(
      try golden.config(VQModelConfig.self, "vqgan"), weights: try golden.weights("vqgan"))
    let shape = try golden.shape("draw.init")
    let loop = DiffusionLoop(
      schedule: Schedule(), sampler: .ddpm, times: params.times, guidance: params.guidance)
    var draws = ReplayedDraws(normals: try recordedDraws(golden))
    var latents: [Tensor] = []
    let embeddings = try golden.map("in.image_embeddings")
    let x = try DecoderStage(network: network, loop: loop)(
      .init(embeddings: embeddings, text: wanted, unwanted: away, grid: (shape[2], shape[3])),
      draws: &draws, observation: .latents { latents.append($1) })
    comparison.check("draws", draws.isExhausted, "some recorded draws were not used")
    try compare(latents, as: "latents.", comparison)
    let image = try vqModel.decode(x).mapElements { min(max($0, 0), 1) }
    try comparison.output("image", image)
    let bytes = image.bytes().map { Double($0) }
    try comparison.values(
      "image_u8", bytes, try golden.integers("out.image_u8").map { Double($0) })
    try ids(golden, comparison, prompts)
  }

  private static func recordedDraws(_ golden: GoldenCase) throws -> [[Float]] {
    var draws = [try golden.tensor("draw.init").elements]
    var step = 0
    while golden.has("draw.step." + stepNumber(step)) {
      draws.append(try golden.tensor("draw.step." + stepNumber(step)).elements)
      step += 1
    }
    return draws
  }

  /// Compares what came out of each step with the output `prefix` and its number.
  static func compare(
    _ latents: [Tensor], as prefix: String, _ comparison: GoldenComparison
  ) throws {
    for (step, latent) in latents.enumerated() {
      try comparison.map(prefix + stepNumber(step), latent)
    }
  }

  private static func ids(
    _ golden: GoldenCase, _ comparison: GoldenComparison, _ prompts: [String]
  ) throws {
    let tokenizer = try BPETokenizer(folder: Path(golden.folder.appending(path: "tokenizer").path))
    let length = try golden.shape("out.input_ids")[1]
    let encoded = prompts.map { tokenizer.encode($0, length: length, pad: tokenizer.end) }
    try comparison.integers(
      "input_ids", encoded.flatMap(\.ids).map { Int($0) }, try golden.integers("out.input_ids"))
    try comparison.integers(
      "attention_mask", encoded.flatMap(\.mask).map { $0 ? 1 : 0 },
      try golden.integers("out.attention_mask"))
  }
}

import Engine
import Foundation
import Recipes
import TestSupport

/// The built-in model with its own weights.
enum ToyGoldens {
  static let kinds: [(String, GoldenRunner.Check)] = [
    ("toy_scenes", toyScenes), ("emphasis", emphasis),
  ]

  private struct Params: Decodable {
    let prompts: [String]
    let steps: Int
    let guidance: Float
    let tStageB: Float
  }

  private struct ModelName: Decodable {
    let model: String
  }

  private static func emphasis(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    struct Params: Decodable {
      let prompts: [String]
    }
    let model = try Model(
      ModelFolder(BuiltInModels.path(try golden.options(ModelName.self).model)))
    let reader = TextReader(
      prompts: model.prompts, tower: try model.text(),
      masksPadding: model.description.text.masksPadding)
    let prompts = try golden.params(Params.self).prompts
    try comparison.output("text_states", reader(prompts.map { reader.tokens($0, .weights) }))
  }

  private static func toyScenes(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let model = try Model(
      ModelFolder(BuiltInModels.path(try golden.options(ModelName.self).model)))
    let params = try golden.params(Params.self)

    let reader = TextReader(
      prompts: model.prompts, tower: try model.text(),
      masksPadding: model.description.text.masksPadding)
    let ids = params.prompts.map { reader.tokens($0, .none) }
    try comparison.integers(
      "ids", ids.flatMap(\.ids).map { Int($0) }, try golden.integers("in.ids"))
    let text = try reader(ids)
    let prior = try model.prior()
    try comparison.output("text_states", text)

    let condition = try prior.condition(text.samples(0..<1))
    let noise = try prior(
      try golden.map("in.prior.x"), at: try golden.tensor("in.prior.r").elements, condition)
    try comparison.map("prior.noise", noise)

    var draws = ReplayedDraws(normals: try PriorGoldens.draws(golden))
    let stage = PriorStage(
      prior: prior, schedule: model.description.priorSchedule,
      settings: .init(steps: params.steps, guidance: params.guidance, sampler: .ddpm))
    let latent = try stage(
      text: text.samples(0..<1), unwanted: text.samples(text.batch - 1..<text.batch),
      shape: [1, 12, 12, 16], draws: &draws)
    try comparison.map("latent", latent)

    try stageB(golden, comparison, model, latent, params.tStageB)
    let image = try model.vqModel().decode(try golden.grids("in.decode.tokens")).channelsFirst()
    let rows = image.elements.indices.filter { ($0 / image.shape[3]) % image.shape[2] % 8 == 0 }
    let elements = image.elements
    try comparison.output("image_rows_every_8", Tensor([rows.count], rows.map { elements[$0] }))
    try encoder(golden, comparison, model)
  }

  private static func stageB(
    _ golden: GoldenCase, _ comparison: GoldenComparison, _ model: Model, _ latent: Tensor,
    _ ratio: Float
  ) throws {
    guard case .tokens(let config) = model.description.stageB else {
      throw GoldenError("the model draws no tokens")
    }
    let paella = try model.paella(config)
    let tokens = try golden.grids("draw.tokens")
    let (height, width) = (tokens[0].height, tokens[0].width)
    let condition = try paella.condition(effnet: latent, text: nil, grid: (height, width))
    let logits = try paella.logits(tokens, at: [ratio], condition)
    let labels = logits.channels
    let values = logits.elements
    var some: [Float] = []
    for code in stride(from: 0, to: labels, by: 64) {
      for row in stride(from: 0, through: 96, by: 32) {
        some += (0..<width).map { values[(row * width + $0) * labels + code] }
      }
    }
    try comparison.output("stage_b.logits_rows_0_32_64_96", Tensor([some.count], some))
    let best = (0..<height * width).map { position in
      let line = values[position * labels..<(position + 1) * labels]
      return (line.indices.max { line[$0] < line[$1] } ?? 0) - position * labels
    }
    // -1 marks positions where two codes are too close to tell.
    let wanted = try golden.integers("out.stage_b.argmax")
    let clear = wanted.indices.filter { wanted[$0] >= 0 }
    try comparison.integers("stage_b.argmax", clear.map { best[$0] }, clear.map { wanted[$0] })
  }

  private static func encoder(
    _ golden: GoldenCase, _ comparison: GoldenComparison, _ model: Model
  ) throws {
    let encoder = try model.encoder()
    let shape = try golden.shape("in.encoder.image_u8")
    let bytes = try golden.integers("in.encoder.image_u8").map { Float($0) / 255 }
    let picture = Tensor(shape, bytes).channelsLast()
    try comparison.map("encoder.latent", try encoder(ImagePreprocessing().normalized(picture)))
  }
}

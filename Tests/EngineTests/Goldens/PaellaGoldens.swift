import Engine
import Recipes
import TestSupport

/// Stage B: the network, noising, whole sampling loops, and all stages together.
enum PaellaGoldens {
  static let kinds: [(String, GoldenRunner.Check)] = [
    ("paella", forward), ("paella_spatial", forward), ("paella_add_noise", addNoise),
    ("paella_sample", sample), ("pipeline_v1", pipeline),
  ]

  private static func forward(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let weights = try golden.weights()
    let paella = try Paella(try golden.config(PaellaConfig.self), weights: weights)
    try weights.finish()
    let tokens = try golden.grids("in.tokens")
    let condition = try paella.condition(
      effnet: try golden.map("in.effnet"),
      text: golden.has("in.byt5") ? try golden.tensor("in.byt5") : nil,
      grid: (tokens[0].height, tokens[0].width))
    let logits = try paella.logits(tokens, at: try golden.tensor("in.r").elements, condition)
    try comparison.map("logits", logits)
  }

  private static func addNoise(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    struct Config: Decodable {
      let minVal: Float
    }
    let floor = try golden.options(Config.self).minVal
    let tokens = try golden.grids("in.tokens")
    let random = try golden.grids("draw.random_x")
    let draws = try golden.steps("draw.u")
    let ratios = try golden.tensor("in.t").elements
    var noised: [TokenGrid] = []
    var masks: [Bool] = []
    var weights: [Float] = []
    for sample in tokens.indices {
      let result = Paella.addNoise(
        tokens[sample], ratio: ratios[sample], draws: draws[sample], random: random[sample])
      noised.append(result.tokens)
      masks += result.mask
      weights += Paella.lossWeights(mask: result.mask, ratio: ratios[sample], floor: floor)
    }
    try comparison.output("tokens", noised)
    try comparison.integers("mask", masks.map { $0 ? 1 : 0 }, try golden.integers("out.mask"))
    try comparison.output("loss_weight", Tensor([weights.count], weights))
  }

  /// The settings of a Stage B run, under the names of the reference.
  private struct SampleConfig: Decodable {
    let steps: Int
    let temperature: [Float]
    let cfg: [Float]
    let mode: TokenSampler
    let tStart: Float
    let tEnd: Float
    var renoiseSteps: Int?
    var samplingConditionalSteps: Int?
    var samplingQuantSteps: Int?

    var settings: TokenStage.Settings {
      var settings = TokenStage.Settings(
        steps: steps, temperature: (temperature[0], temperature[1]), guidance: (cfg[0], cfg[1]),
        sampler: mode)
      settings.times = (tStart, tEnd)
      settings.renoiseSteps = renoiseSteps
      settings.conditionalSteps = samplingConditionalSteps
      settings.quantSteps = samplingQuantSteps
      return settings
    }
  }

  /// The draws of a run: of every step first those that pick tokens, then those that renoise.
  private static func draws(_ golden: GoldenCase, normals: [[Float]] = []) throws -> ReplayedDraws {
    let picks = try golden.steps("draw.multinomial_u")
    let renoise = try golden.steps("draw.renoise_u")
    var uniforms: [[Float]] = []
    for step in 0..<max(picks.count, renoise.count) {
      if step < picks.count { uniforms.append(picks[step]) }
      if step < renoise.count { uniforms.append(renoise[step]) }
    }
    let noise = try golden.integers("draw.init_noise").map { Int32($0) }
    return ReplayedDraws(normals: normals, uniforms: uniforms, integers: [noise])
  }

  private static func sample(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let config = try golden.options(SampleConfig.self)
    let paella = try Paella(
      try golden.config(PaellaConfig.self, "paella"),
      weights: golden.hasWeights("paella.")
        ? try golden.weights("paella") : try golden.weights())
    let stage = TokenStage(
      paella: paella, codebook: try codebook(golden), settings: config.settings)
    let noise = try golden.grids("draw.init_noise")
    let initial = golden.has("in.init_tokens") ? try golden.grids("in.init_tokens") : nil
    let input = TokenStage.Input(
      latent: try golden.map("in.effnet"), text: try golden.tensor("in.byt5"),
      unwanted: try golden.tensor("in.byt5_uncond"), grid: (noise[0].height, noise[0].width))
    var draws = try draws(golden)
    var intermediate: [TokenGrid] = []
    let observation = Observation(step: { _, made in
      if case .tokens(let sampled, let renoised) = made {
        intermediate += sampled + (renoised ?? [])
      }
    })
    let tokens = try stage(
      input, initial: initial, draws: &draws, observation: observation
    ).tokens
    comparison.check("draws", draws.isExhausted, "some recorded draws were not used")
    try comparison.output("tokens", tokens)
    try comparison.output("intermediate", intermediate)

    let first = initial ?? noise
    let condition = try paella.condition(
      effnet: .stacked([input.latent, try golden.map("in.effnet_uncond")]),
      text: .stacked([try golden.tensor("in.byt5"), try golden.tensor("in.byt5_uncond")]),
      grid: input.grid)
    let logits = try paella.logits(
      first + first, at: Array(repeating: config.tStart, count: 2 * first.count), condition)
    try comparison.map("logits_first", logits)
  }

  /// The codebook the case brings along, or one of nothing where the mode does not use it.
  private static func codebook(_ golden: GoldenCase) throws -> Codebook {
    if golden.hasWeights("vqmodel.vquantizer.codebook.") {
      let weights = try golden.weights("vqmodel", "vquantizer", "codebook")
      guard let shape = weights.shape(of: "weight") else { throw GoldenError("no codebook") }
      return try Codebook(codes: shape[0], dimensions: shape[1], weights: weights)
    }
    let unused = Weights(TensorDictionary(["weight": Tensor([1, 1])]))
    return try Codebook(codes: 1, dimensions: 1, weights: unused)
  }

  private static func pipeline(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let configC = try golden.options(PriorGoldens.SampleConfig.self, "stage_c")
    let configB = try golden.options(SampleConfig.self, "stage_b")
    let prior = try Prior(
      try golden.config(PriorConfig.self, "prior"), weights: try golden.weights("prior"))
    let paella = try Paella(
      try golden.config(PaellaConfig.self, "paella"), weights: try golden.weights("paella"))
    let vqModel = try VQModel(
      try golden.config(VQModelConfig.self, "vqmodel"), weights: try golden.weights("vqmodel"))
    let text = try golden.tensor("in.text")
    let unwanted = try golden.tensor("in.text_uncond")
    var draws = try draws(golden, normals: try PriorGoldens.draws(golden))
    let shape = try golden.shape("draw.x_T")
    let latent = try PriorStage(
      prior: prior, schedule: Schedule(), settings: configC.settings)(
        text: text, unwanted: unwanted, shape: [shape[0], shape[2], shape[3], shape[1]],
        draws: &draws)
    let grid = try golden.shape("draw.init_noise")
    let tokens = try TokenStage(
      paella: paella, codebook: vqModel.codebook, settings: configB.settings)(
        .init(latent: latent, text: text, unwanted: unwanted, grid: (grid[1], grid[2])),
        draws: &draws
      ).tokens
    comparison.check("draws", draws.isExhausted, "some recorded draws were not used")
    let image = try vqModel.decode(tokens)
    try comparison.map("latent", latent)
    try comparison.output("tokens", tokens)
    try comparison.map("image_raw", image)
    try comparison.map("image", image.mapElements { min(max($0, 0), 1) })
  }
}

import Engine
import Recipes
import TestSupport

/// The networks, schedules and pipelines of the second generation.
enum SecondGenerationGoldens {
  static let kinds: [(String, GoldenRunner.Check)] = [
    ("prior_forward", prior), ("original_names_prior", prior), ("diffnext_forward", diffNeXt),
    ("original_names_diffnext", diffNeXt), ("paella_vq", stageA),
    ("original_names_paella", originalStageA), ("scheduler_alpha_cumprod", alphaCumprod),
    ("scheduler_timesteps", timesteps), ("scheduler_trajectory", trajectory),
    ("pipeline_prior", pipelinePrior), ("pipeline_decoder", pipelineDecoder),
  ]

  private static func prior(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let config = try golden.config(PriorConfig.self)
    let weights = try golden.weights()
    let prior = try Prior(config, weights: weights)
    try weights.finish()
    let text = try golden.tensor("in.c")
    let ratios = try golden.tensor("in.r").elements
    var layers: [Tensor] = []
    let noise = try prior(
      try golden.map("in.x"), at: ratios, try prior.condition(text),
      Observation(layer: { layers.append($1) }))
    try comparison.map("y", noise)
    guard golden.has("out.block0") else { return }
    try comparison.output("r_embed", timestepEmbedding(ratios, width: config.cR))
    try comparison.output("c_embed", prior.mappedText(text))
    for layer in 0..<3 { try comparison.map("block\(layer)", layers[layer]) }
  }

  private static func diffNeXt(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let weights = try golden.weights()
    let network = try DiffNeXt(try golden.config(DiffNeXtConfig.self), weights: weights)
    try weights.finish()
    let x = try golden.map("in.x")
    let text = try golden.tensor("in.clip")
    let condition = try network.condition(
      effnet: try golden.map("in.effnet"), text: text, grid: (x.shape[1], x.shape[2]))
    let ratios = try golden.tensor("in.r").elements
    try comparison.map("y", try network(x, at: ratios, condition))
    guard golden.has("out.a") else { return }
    var levels: [Tensor] = []
    let (a, b) = try network.estimate(
      x, at: ratios, condition, Observation(layer: { levels.append($1) }))
    try comparison.map("a", a)
    try comparison.map("b", b)
    try comparison.output("text", network.mappedText(text))
    for (level, map) in levels.enumerated() where golden.has("out.down_level_\(level)") {
      try comparison.map("down_level_\(level)", map)
    }
  }

  private static func stageA(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let weights = try golden.weights()
    let model = try VQModel(try golden.config(VQModelConfig.self), weights: weights)
    try weights.finish()
    let latents = try model.vectors(of: try golden.map("in.image"))
    let nearest = model.codebook.quantise(latents)
    try comparison.map("latents", latents)
    try comparison.output("indices", nearest.tokens)
    try comparison.map("quantised", nearest.vectors)
    try comparison.map("decoded", try model.decodeVectors(latents))
    try comparison.map("decoded_quantised", try model.decode(nearest.tokens))
  }

  private static func originalStageA(
    _ golden: GoldenCase, _ comparison: GoldenComparison
  ) throws {
    let model = try VQModel(
      try golden.config(VQModelConfig.self), weights: try golden.weights())
    let z = try golden.map("in.z")
    try comparison.map("decoded", try model.decodeVectors(z))
    let tokens = model.codebook.quantise(z).tokens
    try comparison.map("decoded_quantised", try model.decode(tokens))
  }

  private struct ScheduleConfig: Decodable {
    let scaler: Float
    let s: Float

    var schedule: Schedule { Schedule(s: s, scaler: scaler) }
  }

  private static func alphaCumprod(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    struct Config: Decodable {
      let variants: [ScheduleConfig]
    }
    let times = try golden.tensor("in.t")
    for (index, variant) in try golden.options(Config.self).variants.enumerated() {
      let values = times.mapElements(variant.schedule.alphaCumprod)
      try comparison.output("alpha_cumprod_\(index)", values)
    }
  }

  private static func timesteps(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    for name in golden.outputs {
      let steps = name.split(separator: "_").last.flatMap { Int($0) }
      let times = (steps == nil ? Timesteps.standard : .linear).times(steps: steps ?? 0)
      try comparison.output(name, Tensor([times.count], times))
    }
  }

  private static func trajectory(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    struct Params: Decodable {
      var timesteps: [Float]?
      var numInferenceSteps: Int?
    }
    let schedule = try golden.options(ScheduleConfig.self).schedule
    let params = try golden.params(Params.self)
    let times = (params.timesteps.map { .list($0) } ?? Timesteps.linear)
      .times(steps: params.numInferenceSteps ?? 0)
    try comparison.output("timesteps", Tensor([times.count], times))
    let loop = DiffusionLoop(schedule: schedule, sampler: .ddpm, times: times, guidance: nil)
    var draws = ReplayedDraws(
      normals: try (0..<loop.steps).map {
        try golden.tensor("draw.step." + stepNumber($0)).elements
      })
    var x = try golden.map("in.x")
    var memory = DiffusionLoop.Memory()
    for step in 0..<loop.steps {
      let output = try golden.map("in.model_output." + stepNumber(step))
      x = try loop.step(step, x, &memory, draws: &draws) { _, _ in output }
      try comparison.map("x." + stepNumber(step), x)
    }
    let noise = try golden.tensor("in.add_noise")
    let x0 = try golden.tensor("in.add_x0")
    let noised = try golden.tensor("in.add_t").elements.enumerated().map { sample, t in
      let factors = schedule.diffusion(at: t)
      let range = sample..<sample + 1
      return x0.samples(range).mixed(factors.signal, noise.samples(range), factors.noise)
    }
    try comparison.output("add_noise_result", .stacked(noised))
  }

  static func stepNumber(_ step: Int) -> String {
    String(repeating: "0", count: 3 - String(step).count) + String(step)
  }
}

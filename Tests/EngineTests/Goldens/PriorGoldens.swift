import Engine
import Recipes
import TestSupport

/// Stage C: the network, the schedule and whole trajectories.
enum PriorGoldens {
  static let kinds: [(String, GoldenRunner.Check)] = [
    ("prior", prior), ("diffuzz_schedule", schedule), ("diffuzz_sample", sample),
  ]

  private static func prior(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let weights = try golden.weights()
    let prior = try Prior(try golden.config(PriorConfig.self), weights: weights)
    try weights.finish()
    let condition = try prior.condition(try golden.tensor("in.c"))
    let noise = try prior(
      try golden.map("in.x"), at: try golden.tensor("in.r").elements, condition)
    try comparison.map("noise", noise)
  }

  private static func schedule(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    struct Config: Decodable {
      let s: Float
    }
    let s = try golden.options(Config.self).s
    let plain = Schedule(s: s)
    let times = try golden.tensor("in.t")
    func compare(_ name: String, _ value: (Float) -> Float) throws {
      try comparison.output(name, times.mapElements(value))
    }
    try compare("alpha_cumprod", plain.alphaCumprod)
    try compare("p2") { plain.p2Weight($0) }
    try compare("p2_k2_gamma05") { plain.p2Weight($0, k: 2, gamma: 0.5) }
    try compare("alpha_scaler2", Schedule(s: s, scaler: 2).alphaCumprod)
    try compare("alpha_scaler05", Schedule(s: s, scaler: 0.5).alphaCumprod)
    let x = try golden.tensor("in.x")
    let noise = try golden.tensor("in.noise")
    let diffused = try golden.tensor("in.x_t").elements.enumerated().map { sample, t in
      let factors = plain.diffusion(at: t)
      let range = sample..<sample + 1
      return x.samples(range).mixed(factors.signal, noise.samples(range), factors.noise)
    }
    try comparison.output("diffused", .stacked(diffused))
  }

  /// The settings of a Stage C run, under the names of the reference.
  struct SampleConfig: Decodable {
    let sampler: DiffusionSampler
    let timesteps: Int
    let cfg: Float
    let tStart: Float
    let tEnd: Float
    var inpaint: Bool?
    var latentHw: [Int]?

    var settings: PriorStage.Settings {
      var settings = PriorStage.Settings(
        steps: timesteps, guidance: Guidance(cfg, in: .first).scale, sampler: sampler)
      settings.times = linspace(from: tStart, to: tEnd, count: timesteps + 1)
      return settings
    }
  }

  /// The normal numbers of a run in the order in which it asks for them.
  static func draws(_ golden: GoldenCase) throws -> [[Float]] {
    var draws = [try golden.tensor("draw.x_T").elements]
    let masks = try golden.steps("draw.mask_noise")
    let steps = try golden.steps("draw.step_noise")
    for step in 0..<max(masks.count, steps.count) {
      if step < masks.count { draws.append(masks[step]) }
      if step < steps.count { draws.append(steps[step]) }
    }
    return draws
  }

  private static func sample(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let config = try golden.options(SampleConfig.self)
    let prior = try Prior(
      try golden.config(PriorConfig.self, "prior"), weights: try golden.weights())
    let stage = PriorStage(prior: prior, schedule: Schedule(), settings: config.settings)
    let start =
      config.inpaint == true
      ? PriorStage.Start(latent: try golden.map("in.x_init"), mask: try golden.map("in.mask")) : nil
    let shape = try golden.shape("draw.x_T")
    var draws = ReplayedDraws(normals: try draws(golden))
    var trajectory: [Tensor] = []
    let result = try stage(
      text: try golden.tensor("in.c"), unwanted: try golden.tensor("in.c_uncond"),
      shape: [shape[0], shape[2], shape[3], shape[1]], start: start, draws: &draws,
      observation: .latents { trajectory.append($1.channelsFirst()) })
    comparison.check("draws", draws.isExhausted, "some recorded draws were not used")
    try comparison.output("trajectory", .stacked(trajectory))
    try comparison.map("result", result)
  }
}

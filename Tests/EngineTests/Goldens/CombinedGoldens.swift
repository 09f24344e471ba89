import Engine
import Files
import Foundation
import Recipes
import TestSupport

/// Whole folders of the second generation, from prompt to picture.
enum CombinedGoldens {
  static let kinds: [(String, GoldenRunner.Check)] = [
    ("combined_from_folders", combined), ("combined_single_folder", combined),
  ]

  /// The arguments of the whole pipeline.
  struct Settings: Decodable {
    let prompt: OneOrMore<String>
    var negativePrompt: OneOrMore<String>?
    let height: Int
    let width: Int
    let priorNumInferenceSteps: Int
    let priorGuidanceScale: Float
    let numInferenceSteps: Int
    var numImagesPerPrompt: Int?
  }

  private static func combined(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    struct Config: Decodable {
      var folders: [String]?
      var folder: String?
    }
    let config = try golden.options(Config.self)
    let folders = config.folders ?? [config.folder ?? "model"]
    let model = try Model(
      AssembledModel(
        folders.map { Path(golden.folder.appending(path: $0).standardizedFileURL.path) },
        name: "tiny"))
    let params = try golden.params(Settings.self)
    var replayed = ReplayedDraws(normals: try draws(golden))
    try comparison.check(run: golden, model, params, &replayed)
    comparison.check("draws", replayed.isExhausted, "some recorded draws were not used")
    // The recorded draws are those of torch's generator where the case has a seed.
    if let seed = golden.drawSeed {
      var generator = TorchGenerator(seed: seed)
      try comparison.check(run: golden, model, params, &generator)
    }
  }

  private static func draws(_ golden: GoldenCase) throws -> [[Float]] {
    try ["prior", "decoder"].flatMap { part in
      var names = ["draw.\(part).init"]
      var step = 0
      while golden.has("draw.\(part).step." + SecondGenerationGoldens.stepNumber(step)) {
        names.append("draw.\(part).step." + SecondGenerationGoldens.stepNumber(step))
        step += 1
      }
      return try names.map { try golden.tensor($0).elements }
    }
  }
}

extension GoldenComparison {
  fileprivate func check(
    run golden: GoldenCase, _ model: Model, _ params: CombinedGoldens.Settings,
    _ draws: inout some RandomSource
  ) throws {
    let prompts = params.prompt.values
    let negatives = prompts.indices.map { index in
      let given = params.negativePrompt?.values ?? [""]
      return given[min(index, given.count - 1)]
    }
    let images = params.numImagesPerPrompt ?? 1
    let description = model.description
    guard case .latent(let diffNeXt, let schedule, let tower) = description.stageB,
      let decoderPrompts = model.decoderPrompts
    else { throw GoldenError("the model is not of the second generation") }
    let readers = [
      TextReader(
        prompts: model.prompts, tower: try model.text(),
        masksPadding: description.text.masksPadding),
      TextReader(
        prompts: decoderPrompts, tower: try model.decoderText(), masksPadding: tower.masksPadding),
    ]
    var states: [(wanted: Tensor, unwanted: Tensor)] = []
    for (reader, name) in zip(readers, ["prior", "decoder"]) {
      let tokens = prompts.map { reader.tokens($0, .none) }
      try integers(
        name + "_input_ids", tokens.flatMap(\.ids).map { Int($0) },
        try golden.integers("out.\(name)_input_ids"))
      try integers(
        name + "_attention_mask", tokens.flatMap(\.mask).map { $0 ? 1 : 0 },
        try golden.integers("out.\(name)_attention_mask"))
      states.append(
        (
          try reader(tokens).repeatingSamples(images),
          try reader(negatives.map { reader.tokens($0, .none) }).repeatingSamples(images)
        ))
    }
    // As in the reference, guidance of 1 and below is none.
    let guidance = max(1, params.priorGuidanceScale)
    try output(
      "prior_text_states",
      guidance == 1 ? states[0].wanted : .stacked([states[0].wanted, states[0].unwanted]))
    try output("decoder_text_states", states[1].wanted)

    let grids = LatentGrids()
    let (rows, columns) = (grids.prior(params.height), grids.prior(params.width))
    let priorStage = PriorStage(
      prior: try model.prior(),
      schedule: description.priorSchedule,
      settings: .init(
        steps: params.priorNumInferenceSteps, guidance: guidance, sampler: .ddpm))
    var latents: [Tensor] = []
    let latent = try priorStage(
      text: states[0].wanted, unwanted: states[0].unwanted,
      shape: [prompts.count * images, rows, columns, description.prior.cIn], draws: &draws,
      observation: .latents { latents.append($1) })
    try SecondGenerationGoldens.compare(latents, as: "prior.latents.", self)
    latents = []
    let embeddings = latent.mapElements {
      $0 * description.handOver.scale + description.handOver.shift
    }
    try map("image_embeddings", embeddings)
    let loop = DiffusionLoop(
      schedule: schedule, sampler: .ddpm,
      times: Timesteps.linear.times(steps: params.numInferenceSteps), guidance: nil)
    let decoder = DecoderStage(
      network: try model.diffNeXt(diffNeXt), loop: loop)
    let x = try decoder(
      .init(
        embeddings: embeddings, text: states[1].wanted, unwanted: states[1].unwanted,
        grid: (grids.decoder(rows), grids.decoder(columns))), draws: &draws,
      observation: .latents { latents.append($1) })
    try SecondGenerationGoldens.compare(latents, as: "decoder.latents.", self)
    let stageA = try model.vqModel()
    let image = try stageA.decode(x).mapElements { min(max($0, 0), 1) }
    try output("image", image)
    try values(
      "image_u8", image.bytes().map { Double($0) },
      try golden.integers("out.image_u8").map { Double($0) })
  }
}

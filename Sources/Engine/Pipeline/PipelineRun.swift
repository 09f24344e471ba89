import Recipes

/// One run in progress.
struct PipelineRun {
  let model: Model
  let recipe: Recipe
  let inputs: RunInputs
  let plan: RunPlan
  /// A latent to begin from, of one sample.
  let kept: Tensor?
  let reuse: RunReuse
  let recorder: Recorder?
  let keep: (Trace) -> Void
  let report: (StageEvent) -> Void

  /// - Parameter recipe: one that fits the model.
  /// - Throws: `SizeError`, `MemoryError`, `InputError` or `LoadingError` when the run cannot begin.
  init(
    model: Model, recipe: Recipe, inputs: RunInputs, earlier: [Trace],
    recorder: Recorder?, keep: @escaping (Trace) -> Void, report: @escaping (StageEvent) -> Void
  ) throws {
    self.model = model
    self.recipe = recipe
    self.inputs = inputs
    // What a run went through cannot be had from one that did not keep it.
    let usable = earlier.filter { recorder == nil || $0.recording != nil || $0.afterC == nil }
    reuse = RunReuse(recipe, usable, goesOn: recorder == nil)
    self.recorder = recorder
    self.keep = keep
    self.report = report
    plan = try RunPlan(recipe, inputs, model.description, reusing: usable)
    precondition(
      plan.hasLatent
        || (recipe.input != nil) == (inputs.picture != nil)
          && (recipe.input?.mask != nil) == (inputs.mask != nil),
      "the pictures that a recipe names come with it")
    kept = plan.hasLatent ? nil : try inputs.latent(for: recipe.start, plan.latentShape)
    try model.checkFit(plan.parts, recipe.precision, working: plan.workingBytes)
  }

  func complete() throws -> Trace {
    let clock = ContinuousClock()
    let begin = clock.now
    var timings = StageTimings()
    let (latents, afterC) = try latents(&timings)
    func trace(
      _ stageB: StageBResult, _ pictures: [Picture], _ timings: StageTimings,
      part: Trace.Part? = nil
    ) -> Trace {
      Trace(
        recipe: recipe, latents: latents, stageB: stageB.output, pictures: pictures,
        timings: timings, recording: recorder?.recording, afterC: afterC,
        expected: stageB.expected, part: part)
    }
    let done = timings
    let none = StageBResult(output: .latents([]))
    keep(trace(none, [], done))
    let stageB = try stageB(latents, afterC, &timings.b) { keep(trace(none, [], done, part: $0)) }
    keep(trace(stageB, [], timings))
    let pictures = try pictures(stageB, &timings.a)
    timings.total = begin.duration(to: clock.now).seconds
    return trace(stageB, pictures, timings)
  }

  /// The latents, and what Stage B goes on from; nil where it need not.
  private func latents(_ timings: inout StageTimings) throws -> ([Latent], Trace.AfterC?) {
    if let earlier = reuse.latent {
      earlier.recording.map { recorder?.reuse(stageC: $0) }
      var afterC = earlier.afterC
      if reuse.hasText {
        report(.reused(.text, preview: nil))
      } else {
        afterC = .init(text: try text(&timings.text), draws: drawsAfterC)
      }
      report(.reused(.c, preview: .latent(earlier.latent)))
      return (earlier.latents, afterC)
    }
    let (text, part) = try begun(&timings.text)
    var draws = part?.draws ?? RunDraws(recipe)
    var point: DiffusionLoop.Point?
    if case .latent(let kept)? = part?.made { point = kept }
    let steps = max(1, plan.stepsC)
    let latents = try stage(
      .c, steps: steps, after: point.map { ($0.step, .latent($0.x.latents[0])) }, &timings.c
    ) {
      do {
        let x = try latent(text, &draws, from: &point) { step, x in
          recorder?.noteC(step, x)
          report(.advanced(.c, step: step, of: steps, preview: .latent(x.latents[0])))
        }
        return (x.latents, .latent(x.latents[0]))
      } catch let stop as CancellationError {
        if let point { keep(stopped(at: point, text, draws)) }
        throw stop
      }
    }
    return (latents, .init(text: text, draws: draws))
  }

  /// The text, and what there is of Stage C by now.
  private func begun(_ seconds: inout Double) throws -> (TextStage.Output, Trace.Part?) {
    if let earlier = reuse.partOfLatent, let kept = earlier.afterC {
      report(.reused(.text, preview: nil))
      return (kept.text, earlier.part)
    }
    return (try text(&seconds), nil)
  }

  /// What there is to go on from in the midst of Stage C.
  private func stopped(
    at point: DiffusionLoop.Point, _ text: TextStage.Output, _ draws: RunDraws
  ) -> Trace {
    Trace(
      recipe: recipe, latents: point.x.latents, stageB: .latents([]), pictures: [],
      timings: StageTimings(), recording: nil, afterC: .init(text: text, draws: draws),
      part: .init(made: .latent(point), draws: draws))
  }

  private func text(_ seconds: inout Double) throws -> TextStage.Output {
    try stage(.text, steps: 1, &seconds) {
      let stage = TextStage(model: model)
      let output = try stage(recipe, usesPrior: plan.usesPrior)
      if stage.isTruncated(recipe) { report(.notice(truncationNotice)) }
      report(.advanced(.text, step: 1, of: 1, preview: nil))
      return (output, nil)
    }
  }

  /// The random numbers as Stage C left them when it drew the latent that is at hand.
  private var drawsAfterC: RunDraws {
    var draws = RunDraws(recipe)
    let latent = plan.latentShape
    for _ in 0..<plan.noiseMaps {
      _ = draws.randn(recipe.count * latent.channels * latent.height * latent.width)
    }
    return draws
  }

  /// Stage C: from noise, from a latent that was kept or is a picture's, or such a latent as it is.
  private func latent(
    _ text: TextStage.Output, _ draws: inout RunDraws, from point: inout DiffusionLoop.Point?,
    note: @escaping (Int, Tensor) -> Void
  ) throws -> Tensor {
    let count = recipe.count
    let encoded = try inputs.picture.map { picture in
      try PictureEncoder(model: model)(picture, grid: plan.latent)
    }
    let given = (encoded ?? kept)?.repeatingSamples(count)
    guard plan.usesPrior, let states = text.prior?.repeated(count) else {
      guard let given else { preconditionFailure("without steps a latent is given") }
      note(1, given)
      return given
    }
    let mask = try inputs.mask(on: plan.latent, count: count)
    var start: PriorStage.Start?
    if let given {
      // What is gone on with has drawn its first noise.
      let isNoised = point == nil && (plan.times[0] < 1 || mask == nil)
      let noised = isNoised ? noised(given, &draws) : nil
      start = .init(latent: mask == nil ? noised ?? given : given, mask: mask, initial: noised)
    }
    model.makeRoom(for: .stageC, working: plan.workingBytes(.stageC))
    var settings = PriorStage.Settings(
      steps: recipe.stageC.steps, guidance: plan.guidanceC.scale, sampler: recipe.stageC.sampler)
    settings.times = plan.times
    settings.guidanceRange = recipe.stageC.guidanceRange
    settings.stop = recipe.stageC.stop
    let prior = PriorStage(
      prior: try model.prior(), schedule: model.description.priorSchedule, settings: settings)
    let x = try prior(
      text: states.wanted, unwanted: states.unwanted,
      shape: [count, plan.latent.height, plan.latent.width, model.description.prior.cIn],
      start: start, from: &point, draws: &draws, observation: .latents(note))
    guard let mask, let given else { return x }
    // The last step has changed the kept part a little too.
    return x.mixed(with: given, mask)
  }

  private func noised(_ latent: Tensor, _ draws: inout RunDraws) -> Tensor {
    let factors = model.description.priorSchedule.diffusion(at: plan.times[0])
    return latent.mixed(factors.signal, draws.noise(like: latent), factors.noise)
  }

  /// What Stage B makes, with the vectors that Stage A takes instead of those of tokens; nil where there
  /// are none.
  private struct StageBResult {
    let output: Trace.StageBOutput
    var expected: Tensor?
  }

  /// - Parameter keep: called with what is done where it is stopped in its midst.
  private func stageB(
    _ latents: [Latent], _ afterC: Trace.AfterC?, _ seconds: inout Double,
    keep: (Trace.Part) -> Void
  ) throws -> StageBResult {
    if let earlier = reuse.stageB {
      report(.reused(.b, preview: earlier.stageB.preview))
      earlier.recording.map { recorder?.reuse(stageB: $0) }
      return StageBResult(output: earlier.stageB, expected: earlier.expected)
    }
    guard let afterC else { preconditionFailure("Stage B is drawn with a text") }
    model.makeRoom(for: .stageB, working: plan.workingBytes(.stageB))
    let scaling = model.description.handOver
    let handedOver = Tensor.stacked(latents.map { Tensor($0) }).mapElements {
      $0 * scaling.scale + scaling.shift
    }
    let states = afterC.text.stageB.repeated(recipe.count)
    let part = reuse.partOfStageB?.part
    var made = part?.made
    var draws = part?.draws ?? recipe.seedB.map { RunDraws(seed: $0) } ?? afterC.draws
    return try stage(
      .b, steps: plan.stepsB, after: part.map { ($0.step, $0.preview) }, &seconds
    ) {
      do {
        let result =
          switch model.description.stageB {
          case .tokens(let config): try tokens(handedOver, states, config, &draws, &made)
          case .latent(let config, let schedule, _):
            StageBResult(
              output: try fineLatents(handedOver, states, config, schedule, &draws, &made))
          }
        return (result, result.output.preview)
      } catch let stop as CancellationError {
        if let made { keep(.init(made: made, draws: draws)) }
        throw stop
      }
    }
  }

  /// Stage B of version 1.
  private func tokens(
    _ latent: Tensor, _ text: TextStage.States, _ config: PaellaConfig, _ draws: inout RunDraws,
    _ made: inout Trace.Part.Made?
  ) throws -> StageBResult {
    let settings = recipe.stageB
    guard let temperature = settings.temperature, let sampler = settings.sampler else {
      preconditionFailure("a model that draws tokens has settings for it")
    }
    var stage = TokenStage(
      paella: try model.paella(config), codebook: try model.vqModel().codebook,
      settings: .init(
        steps: settings.steps, temperature: (temperature.from, temperature.to),
        guidance: (settings.guidance, settings.guidance), sampler: sampler))
    stage.settings.finish = settings.finish ?? .drawn
    stage.settings.stop = settings.stop
    let input = TokenStage.Input(
      latent: latent, text: config.text ? text.wanted : nil,
      unwanted: config.text ? text.unwanted : nil, grid: (plan.fine.height, plan.fine.width))
    var point: TokenStage.Point?
    if case .tokens(let kept)? = made { point = kept }
    defer { made = point.map { .tokens($0) } }
    let output = try stage(input, from: &point, draws: &draws, observation: stepsOfB)
    return StageBResult(output: .tokens(output.tokens), expected: output.expected)
  }

  /// Stage B of version 2.
  private func fineLatents(
    _ embeddings: Tensor, _ text: TextStage.States, _ config: DiffNeXtConfig,
    _ schedule: Schedule, _ draws: inout RunDraws, _ made: inout Trace.Part.Made?
  ) throws -> Trace.StageBOutput {
    let settings = recipe.stageB
    let stage = DecoderStage(
      network: try model.diffNeXt(config),
      loop: DiffusionLoop(
        schedule: schedule, sampler: .ddpm, times: Timesteps.linear.times(steps: settings.steps),
        guidance: plan.guidanceB.scale))
    let input = DecoderStage.Input(
      embeddings: embeddings, text: text.wanted, unwanted: text.unwanted,
      grid: (plan.fine.height, plan.fine.width))
    var point: DiffusionLoop.Point?
    if case .fineLatent(let kept)? = made { point = kept }
    defer { made = point.map { .fineLatent($0) } }
    let x = try stage(
      input, from: &point, until: settings.stop, draws: &draws, observation: stepsOfB)
    return .latents(x.latents)
  }

  private var stepsOfB: Observation {
    Observation(step: { step, made in
      recorder?.noteB(step, made)
      let preview: StagePreview =
        switch made {
        case .tokens(let grids, _): .tokens(grids[0])
        case .latent(let x): .fineLatent(x.samples(0..<1).latents[0])
        }
      report(.advanced(.b, step: step, of: plan.stepsB, preview: preview))
    })
  }

  /// Stage A, picture by picture: its maps are the largest of all.
  private func pictures(
    _ stageB: StageBResult, _ seconds: inout Double
  ) throws -> [Picture] {
    if let earlier = reuse.pictures {
      report(.reused(.a, preview: .picture(earlier.picture)))
      return earlier.pictures
    }
    model.makeRoom(for: .stageA, working: plan.workingBytes(.stageA))
    let vqModel = try model.vqModel()
    let each = vqModel.decodeLayers
    let steps = each * recipe.count
    return try stage(.a, steps: steps, &seconds) {
      let pictures = try (0..<recipe.count).map { number in
        let layers = Observation(layer: { layer, _ in
          report(.advanced(.a, step: number * each + layer + 1, of: steps, preview: nil))
        })
        let decoded =
          switch (stageB.output, stageB.expected) {
          case (_, let vectors?):
            try vqModel.decodeVectors(vectors.samples(number..<number + 1), layers)
          case (.tokens(let grids), nil): try vqModel.decode([grids[number]], layers)
          case (.latents(let latents), nil): try vqModel.decode(Tensor(latents[number]), layers)
          }
        let image = try decoded.checked(as: .stageA)
        let (height, width) = image.map
        return Picture(width: width, height: height, rgb: image.bytes())
      }
      return (pictures, .picture(pictures[0]))
    }
  }

  /// Reports the beginning and the end of a stage and measures it.
  ///
  /// - Parameter begun: the steps that are done already, and what they have made.
  private func stage<Output>(
    _ stage: Stage, steps: Int, after begun: (step: Int, made: StagePreview)? = nil,
    _ seconds: inout Double,
    _ body: () throws -> (Output, StagePreview?)
  ) throws -> Output {
    report(.started(stage, steps: steps, after: begun?.step ?? 0))
    begun.map { report(.advanced(stage, step: $0.step, of: steps, preview: $0.made)) }
    let clock = ContinuousClock()
    let begin = clock.now
    let (output, preview) = try body()
    // What was cut short is no result.
    try Compute.check()
    seconds = begin.duration(to: clock.now).seconds
    report(.finished(stage, seconds: seconds, preview: preview))
    return output
  }

  private var truncationNotice: String {
    "The prompt is longer than the \(model.prompts.length - 2) tokens this model reads; "
      + "the rest was left out."
  }
}

extension Duration {
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

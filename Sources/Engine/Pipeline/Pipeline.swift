/// Draws pictures with one model: text, Stage C, Stage B, Stage A.
package final class Pipeline: Sendable {
  package let model: Model
  private let threads: Int

  package init(model: Model, threads: Int) {
    precondition(threads > 0)
    self.model = model
    self.threads = threads
  }

  package var manifest: ModelManifest { model.manifest }

  /// Runs `recipe` to a picture; it blocks, and may be called from any thread.
  ///
  /// - Parameters:
  ///   - earlier: a finished run; stages whose settings are the same are taken from it.
  ///   - report: called on the calling thread, in order.
  /// - Throws: `CancellationError` within one block of the network after `cancellation` was requested.
  package func run(
    _ recipe: Recipe, reusing earlier: Trace? = nil, cancellation: Cancellation,
    report: @escaping (StageEvent) -> Void
  ) throws -> Trace {
    try Compute.$current.withValue(Compute(threads: threads, cancellation: cancellation)) {
      try Run(model: model, recipe: recipe, earlier: earlier, report: report).complete()
    }
  }

  /// The mean colour of each code, decoded alone on a 1×1 grid: three bytes a code.
  package func tokenColours(cancellation: Cancellation) throws -> [UInt8] {
    try Compute.$current.withValue(Compute(threads: threads, cancellation: cancellation)) {
      var colours: [UInt8] = []
      let codes = Int32(model.vqModel.codebook.codes)
      for first in stride(from: 0, to: codes, by: 256) {
        let grids = (first..<min(codes, first + 256)).map {
          TokenGrid(height: 1, width: 1, codes: [$0])
        }
        colours += try model.vqModel.decode(grids).channelMeans().bytes()
      }
      return colours
    }
  }

  /// What the model makes of a prompt before anything runs.
  package func examine(_ prompt: String) -> PromptReport { model.text.examine(prompt) }
}

/// One run in progress.
private struct Run {
  let model: Model
  let recipe: Recipe
  let earlier: Trace?
  let report: (StageEvent) -> Void

  func complete() throws -> Trace {
    let clock = ContinuousClock()
    let begin = clock.now
    var timings = StageTimings()
    let (text, latent, generatorAfterC) = try latent(&timings)
    let tokens = try tokens(latent, text, generatorAfterC, &timings.b)
    let picture = try picture(tokens, &timings.a)
    timings.total = begin.duration(to: clock.now).seconds
    return Trace(
      recipe: recipe, latent: latent, tokens: tokens, picture: picture, timings: timings,
      generatorAfterC: generatorAfterC, text: text)
  }

  private func latent(_ timings: inout StageTimings)
    throws -> (TextStage.Output, Latent, TorchGenerator)
  {
    if let earlier, earlier.hasLatent(of: recipe) {
      report(.reused(.text, preview: nil))
      report(.reused(.c, preview: .latent(earlier.latent)))
      return (earlier.text, earlier.latent, earlier.generatorAfterC)
    }
    let text = try stage(.text, steps: 1, &timings.text) {
      let output = try TextStage(reader: model.text)(
        prompt: recipe.prompt, negative: recipe.negative)
      if output.isTruncated { report(.notice(Self.truncationNotice(model))) }
      report(.advanced(.text, step: 1, of: 1, preview: nil))
      return (output, nil)
    }
    var generator = TorchGenerator(seed: recipe.seed)
    let steps = recipe.stageC.steps
    let latent = try stage(.c, steps: steps, &timings.c) {
      let part = model.manifest.stageC
      let prior = PriorStage(
        prior: model.prior, schedule: part.schedule,
        settings: .init(
          steps: steps, guidance: recipe.stageC.guidance, sampler: recipe.stageC.sampler))
      let x = try prior(
        text: text.wanted, unwanted: text.unwanted,
        shape: [1, part.latent.height, part.latent.width, part.latent.channels],
        draws: &generator
      ) { step, x in
        report(.advanced(.c, step: step, of: steps, preview: .latent(x.latent)))
      }
      return (x.latent, .latent(x.latent))
    }
    return (text, latent, generator)
  }

  private func tokens(
    _ latent: Latent, _ text: TextStage.Output, _ generatorAfterC: TorchGenerator,
    _ seconds: inout Double
  ) throws -> TokenGrid {
    if let earlier, earlier.hasTokens(of: recipe) {
      report(.reused(.b, preview: .tokens(earlier.tokens)))
      return earlier.tokens
    }
    let settings = recipe.stageB
    return try stage(.b, steps: settings.steps, &seconds) {
      let grid = model.manifest.stageB.tokens
      let stage = TokenStage(
        paella: model.paella, codebook: model.vqModel.codebook,
        settings: .init(
          steps: settings.steps, temperature: (settings.temperature.from, settings.temperature.to),
          guidance: (settings.guidance, settings.guidance), sampler: settings.sampler))
      let hasText = model.manifest.stageB.config.text
      let input = TokenStage.Input(
        latent: Tensor(latent), text: hasText ? text.wanted : nil,
        unwanted: hasText ? text.unwanted : nil, grid: (grid.height, grid.width))
      var generator = recipe.seedB.map { TorchGenerator(seed: $0) } ?? generatorAfterC
      let tokens = try stage(input, draws: &generator) { step in
        report(
          .advanced(
            .b, step: step.number, of: settings.steps, preview: .tokens(step.sampled[0])))
      }
      return (tokens[0], .tokens(tokens[0]))
    }
  }

  private func picture(_ tokens: TokenGrid, _ seconds: inout Double) throws -> Picture {
    if let earlier, earlier.hasTokens(of: recipe) {
      report(.reused(.a, preview: .picture(earlier.picture)))
      return earlier.picture
    }
    let steps = model.vqModel.decodeSteps
    return try stage(.a, steps: steps, &seconds) {
      let image = try model.vqModel.decode([tokens]) { step in
        report(.advanced(.a, step: step, of: steps, preview: nil))
      }
      let (height, width) = image.map
      let picture = Picture(width: width, height: height, rgb: image.bytes())
      return (picture, .picture(picture))
    }
  }

  /// Reports the beginning and the end of a stage and measures it.
  private func stage<Output>(
    _ stage: Stage, steps: Int, _ seconds: inout Double,
    _ body: () throws -> (Output, StagePreview?)
  ) throws -> Output {
    report(.started(stage, steps: steps))
    let clock = ContinuousClock()
    let begin = clock.now
    let (output, preview) = try body()
    seconds = begin.duration(to: clock.now).seconds
    report(.finished(stage, seconds: seconds, preview: preview))
    return output
  }

  private static func truncationNotice(_ model: Model) -> String {
    "The prompt is longer than the \(model.text.length - 2) tokens this model reads; "
      + "the rest was left out."
  }
}

extension Duration {
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

extension Tensor {
  /// The only sample of a latent map.
  fileprivate var latent: Latent {
    Latent(
      channels: channels, height: map.height, width: map.width, values: channelsFirst().elements)
  }

  /// A latent as a feature map of one sample.
  package init(_ latent: Latent) {
    self = Tensor([1, latent.channels, latent.height, latent.width], latent.values).channelsLast()
  }

  /// Values of 0…1 as bytes, rounded to nearest and clamped.
  package func bytes() -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
      if let start = bytes.baseAddress {
        unsafe Kernel.bytes(base, into: start, count: count)
      }
      filled = count
    }
  }
}

package import Files
package import Recipes

/// Draws pictures with one model: text, Stage C, Stage B, Stage A.
package final class Pipeline: Sendable {
  package let model: Model
  private let threads: Int

  /// - Parameter threads: to compute with, or fewer where addresses are limited.
  package init(model: Model, threads: Int) {
    precondition(threads > 0)
    self.model = model
    self.threads = AddressSpace.threads(atMost: threads)
  }

  package var description: ModelDescription { model.description }

  /// Runs `recipe`, fitted to the model, to its pictures; it blocks, and may be called from any thread.
  ///
  /// - Parameters:
  ///   - inputs: what the recipe names by its file; not needed where an earlier run has the latent.
  ///   - earlier: runs before, finished or stopped; stages whose settings are the same are taken from
  ///     them.
  ///   - limit: the bytes that may be spent on keeping what the steps make; nil keeps nothing.
  ///   - keep: called with what there is to go on from after each stage but the last, whatever
  ///     becomes of the run.
  ///   - report: called on the calling thread, in order.
  /// - Throws: `RecipeError`, `SizeError`, `MemoryError`, `InputError` or `LoadingError` before anything is
  ///   drawn where it can be known; `NumbersError` after the step that gave what is not finite;
  ///   `CancellationError` within one block of the network after `cancellation` was requested.
  package func run(
    _ recipe: Recipe, inputs: RunInputs = RunInputs(), reusing earlier: [Trace] = [],
    recordingWithin limit: Int? = nil, cancellation: Cancellation,
    keep: @escaping (Trace) -> Void = { _ in },
    report: @escaping (StageEvent) -> Void
  ) throws -> Trace {
    let compute = Compute(
      threads: threads, cancellation: cancellation, precision: recipe.precision)
    return try Compute.$current.withValue(compute) {
      let fitted = try FittedRecipe(recipe, to: description)
      fitted.notice.map { report(.notice($0)) }
      let run = try PipelineRun(
        model: model, recipe: fitted.recipe, inputs: inputs, earlier: earlier,
        recorder: limit.map(Recorder.init), keep: keep, report: report)
      return try run.complete()
    }
  }

  /// What a run of `recipe` would take over of earlier ones, and what it would draw.
  package func forecast(_ recipe: Recipe, reusing earlier: [Trace]) -> RunForecast {
    RunForecast((try? FittedRecipe(recipe, to: description).recipe) ?? recipe, reusing: earlier)
  }

  /// Says before any time is spent what a run of `recipe` would stumble over.
  ///
  /// - Throws: `RecipeError`, `SizeError`, `MemoryError`, `LoadingError` for a part that the model lacks, or
  ///   `InputError` for a mask that leaves nothing to draw, and a latent or tokens of another model.
  package func check(
    _ recipe: Recipe, inputs: RunInputs = RunInputs(), reusing earlier: [Trace] = []
  ) throws {
    let recipe = try FittedRecipe(recipe, to: description).recipe
    let plan = try RunPlan(recipe, inputs, description, reusing: earlier)
    _ = try inputs.mask(on: plan.latent, count: 1)
    if !plan.hasLatent { _ = try inputs.latent(for: recipe.start, plan.latentShape) }
    if plan.usesEncoder && description.encoder == nil { _ = try model.encoder() }
    try model.checkFit(plan.parts, recipe.precision, working: plan.workingBytes)
  }

  /// The latent of a picture in the scale of Stage C, without drawing.
  package func latent(
    of picture: Picture, size: PictureSize, cancellation: Cancellation
  ) throws -> Latent {
    let grid = try description.sizes.grids(for: size).latent
    return try Compute.$current.withValue(Compute(threads: threads, cancellation: cancellation)) {
      try PictureEncoder(model: model)(picture, grid: grid).latents[0]
    }
  }

  /// A picture cut and resized to the size of those that are drawn of it.
  package static func fitted(
    _ picture: Picture, to size: PictureSize, _ cancellation: Cancellation
  ) throws(CancellationError) -> Picture {
    if picture.width == size.width && picture.height == size.height { return picture }
    let fit = ImagePreprocessing(
      covering: (size.height, size.width), height: picture.height, width: picture.width)
    let compute = Compute(threads: Compute.current.threads, cancellation: cancellation)
    let fitted = Compute.$current.withValue(compute) {
      fit.fitted(rgb: picture.rgb, height: picture.height, width: picture.width)
    }
    try cancellation.check()
    return Picture(width: size.width, height: size.height, rgb: fitted.bytes())
  }

  /// The mean colour of each code, decoded alone on a 1×1 grid: three bytes a code.
  ///
  /// Nil for a model whose Stage B makes no tokens.
  package func tokenColours(cancellation: Cancellation) throws -> [UInt8]? {
    guard case .tokens = description.stageB else { return nil }
    return try Compute.$current.withValue(Compute(threads: threads, cancellation: cancellation)) {
      let vqModel = try model.vqModel()
      var colours: [UInt8] = []
      let codes = Int32(vqModel.codebook.codes)
      for first in stride(from: 0, to: codes, by: 256) {
        let grids = (first..<min(codes, first + 256)).map {
          TokenGrid(height: 1, width: 1, codes: [$0])
        }
        colours += try vqModel.decode(grids).channelMeans().bytes()
      }
      return colours
    }
  }

  /// What the model makes of a prompt before anything runs.
  package func examine(_ prompt: String, _ emphasis: Emphasis) -> PromptReport {
    model.prompts.examine(prompt, emphasis)
  }
}

extension Tensor {
  /// The samples of a latent map.
  var latents: [Latent] {
    (0..<batch).map { sample in
      Latent(
        channels: channels, height: map.height, width: map.width,
        values: samples(sample..<sample + 1).channelsFirst().elements)
    }
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

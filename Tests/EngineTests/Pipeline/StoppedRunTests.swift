import Engine
import Files
import Foundation
import Recipes
import TestSupport
import Testing

@Suite("Runs that are stopped in the midst of a stage")
struct StoppedRunTests {
  private static let tokens = BuiltInModels.path("toy-scenes")
  /// Of version 2, with random weights.
  private static let details = Path(
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Goldens/v2/combined_single_folder/model").path()
  )

  private func pipeline(_ model: Path) throws -> Pipeline {
    Pipeline(model: try Model(ModelFiles.open([model], name: "model")), threads: 2)
  }

  private func recipe(_ pipeline: Pipeline, _ sampler: DiffusionSampler = .ddpm) -> Recipe {
    var recipe = pipeline.description.recipe(prompt: "a red ball on grass", seed: 1)
    recipe.stageC.sampler = sampler
    recipe.stageC.steps = 6
    recipe.stageB.steps = 4
    return recipe
  }

  /// What a run leaves that is stopped after a step of a stage.
  private func stopped(
    _ recipe: Recipe, _ pipeline: Pipeline, after step: Int, of stage: Stage,
    inputs: RunInputs = RunInputs(), reusing earlier: [Trace] = []
  ) throws -> [Trace] {
    let cancellation = Cancellation()
    var kept = earlier
    #expect(throws: CancellationError.self) {
      try pipeline.run(
        recipe, inputs: inputs, reusing: earlier, cancellation: cancellation, keep: { kept = [$0] }
      ) { event in
        if case .advanced(stage, step, _, _) = event { cancellation.request() }
      }
    }
    return kept
  }

  private func run(
    _ recipe: Recipe, _ pipeline: Pipeline, inputs: RunInputs = RunInputs(),
    reusing earlier: [Trace] = [], report: @escaping (StageEvent) -> Void = { _ in }
  ) throws -> Trace {
    try pipeline.run(
      recipe, inputs: inputs, reusing: earlier, cancellation: Cancellation(), report: report)
  }

  @Test(
    "going on gives the latent and the picture of a run in one go",
    arguments: DiffusionSampler.allCases)
  func goingOn(sampler: DiffusionSampler) throws {
    for model in [Self.tokens, Self.details] {
      let pipeline = try pipeline(model)
      let recipe = recipe(pipeline, sampler)
      let whole = try run(recipe, pipeline)
      for (stage, step) in [(Stage.c, 1), (.c, 4), (.b, 1), (.b, 3)] {
        let kept = try stopped(recipe, pipeline, after: step, of: stage)
        var begun: [Stage: Int] = [:]
        var steps: [Int] = []
        let trace = try run(recipe, pipeline, reusing: kept) { event in
          if case .started(let stage, _, let after) = event { begun[stage] = after }
          if case .advanced(stage, let step, _, _) = event { steps.append(step) }
        }
        let last = stage == .c ? 6 : 4
        #expect(begun[stage] == step && steps == Array(step...last), "\(sampler) \(stage)")
        #expect(begun[.text] == nil && (stage == .c || begun[.c] == nil))
        #expect(trace.latents == whole.latents && trace.stageB == whole.stageB)
        #expect(trace.picture == whole.picture, "\(sampler), stopped after \(step) of \(stage)")
      }
    }
  }

  @Test("a run that is stopped again and again comes to the same end")
  func againAndAgain() throws {
    let pipeline = try pipeline(Self.tokens)
    let recipe = recipe(pipeline, .dpm)
    var kept: [Trace] = []
    for (stage, step) in [(Stage.c, 2), (.c, 3), (.c, 5), (.b, 1), (.b, 2)] {
      kept = try stopped(recipe, pipeline, after: step, of: stage, reusing: kept)
    }
    #expect(try run(recipe, pipeline, reusing: kept).picture == run(recipe, pipeline).picture)
  }

  @Test("so it is with a mask, with several pictures and with a seed of Stage B's own")
  func other() throws {
    let pipeline = try pipeline(Self.tokens)
    let half = (0..<64 * 64).flatMap { [UInt8](repeating: $0 % 64 < 32 ? 0 : 255, count: 3) }
    let picture = try run(recipe(pipeline), pipeline).picture
    var masked = recipe(pipeline)
    masked.start = .picture(
      .init(
        path: "a.png", fingerprint: "", strength: 0.8, mask: .init(path: "m.png", fingerprint: "")))
    let inputs = RunInputs(picture: picture, mask: Picture(width: 64, height: 64, rgb: half))
    var several = recipe(pipeline)
    (several.count, several.seedB) = (2, 9)
    for (recipe, inputs) in [(masked, inputs), (several, RunInputs())] {
      let whole = try run(recipe, pipeline, inputs: inputs)
      for stage in [Stage.c, .b] {
        let kept = try stopped(recipe, pipeline, after: 2, of: stage, inputs: inputs)
        let trace = try run(recipe, pipeline, inputs: inputs, reusing: kept)
        #expect(trace.pictures == whole.pictures, "\(stage)")
      }
    }
  }

  @Test(
    "a stage is taken as it stands where the recipe says so, from the stop as from the beginning")
  func cutShort() throws {
    for model in [Self.tokens, Self.details] {
      let pipeline = try pipeline(model)
      let whole = recipe(pipeline)
      for (stage, step) in [(Stage.c, 4), (.b, 2)] {
        var cut = whole
        if stage == .c { cut.stageC.stop = step } else { cut.stageB.stop = step }
        let kept = try stopped(whole, pipeline, after: step, of: stage)
        #expect(pipeline.forecast(cut, reusing: kept)[stage] == .drawn(after: step))
        var advanced: [Int] = []
        let trace = try run(cut, pipeline, reusing: kept) { event in
          if case .advanced(stage, let step, _, _) = event { advanced.append(step) }
        }
        #expect(advanced == [step], "nothing more of the stage is drawn")
        #expect(try trace.picture == run(cut, pipeline).picture)
        #expect(try trace.picture != run(whole, pipeline).picture)
        #expect(trace.recipe == cut)
      }
    }
  }

  @Test("what other settings have begun is not gone on with, and the forecast says so")
  func others() throws {
    let pipeline = try pipeline(Self.tokens)
    let recipe = recipe(pipeline)
    let kept = try stopped(recipe, pipeline, after: 3, of: .c)
    var other = recipe
    other.stageC.guidance += 1
    #expect(pipeline.forecast(other, reusing: kept)[.c] == .drawn(after: 0))
    #expect(pipeline.forecast(other, reusing: kept)[.text] == .drawn(after: 0))
    var begun: [Int] = []
    _ = try run(other, pipeline, reusing: kept) { event in
      if case .started(_, _, let after) = event { begun.append(after) }
    }
    #expect(begun == [0, 0, 0, 0])
    // Stage B has no part in the latent.
    var sameLatent = recipe
    sameLatent.stageB.steps = 2
    let forecast = pipeline.forecast(sameLatent, reusing: kept)
    #expect(forecast[.c] == .drawn(after: 3) && forecast[.text] == .kept)
    #expect(
      try run(sameLatent, pipeline, reusing: kept).picture == run(sameLatent, pipeline).picture)
    // A stop before what is done is drawn from the beginning.
    var earlier = recipe
    earlier.stageC.stop = 2
    #expect(pipeline.forecast(earlier, reusing: kept)[.c] == .drawn(after: 0))
    let whole = pipeline.forecast(recipe, reusing: [try run(recipe, pipeline)])
    #expect(Stage.allCases.allSatisfy { whole[$0] == .kept })
  }
}

import Engine
import Files
import Recipes
import TestSupport
import Testing

@Suite("What is kept of a run")
struct RecordingTests {
  private let pipeline: Pipeline

  init() throws {
    pipeline = Pipeline(
      model: try Model(ModelFolder(BuiltInModels.path("toy-scenes"))), threads: 2)
  }

  private var recipe: Recipe {
    var recipe = pipeline.description.recipe(prompt: "a red ball on grass", seed: 1)
    recipe.stageC.steps = 5
    recipe.stageB.steps = 3
    recipe.count = 2
    return recipe
  }

  private func run(
    _ recipe: Recipe, within limit: Int?, reusing earlier: Trace? = nil,
    report: @escaping (StageEvent) -> Void = { _ in }
  ) throws -> Trace {
    try pipeline.run(
      recipe, reusing: earlier.map { [$0] } ?? [], recordingWithin: limit,
      cancellation: Cancellation(),
      report: report)
  }

  @Test("each step is kept as it was reported, for all pictures, and nothing is drawn otherwise")
  func steps() throws {
    var latents: [Latent] = []
    var grids: [TokenGrid] = []
    let trace = try run(recipe, within: 1 << 20) { event in
      if case .advanced(.c, _, _, .latent(let latent)?) = event { latents.append(latent) }
      if case .advanced(.b, _, _, .tokens(let tokens)?) = event { grids.append(tokens) }
    }
    let recording = try #require(trace.recording)
    #expect(recording.stageC.steps.map(\.number) == [1, 2, 3, 4, 5])
    #expect(recording.stageC.steps.map { $0.made[0] } == latents)
    #expect(recording.stageC.steps.last?.made == trace.latents)
    #expect(recording.stageB.steps.map(\.number) == [1, 2, 3])
    let kept = recording.stageB.steps.map { step -> [TokenGrid] in
      if case .tokens(let grids) = step.made { grids } else { [] }
    }
    #expect(kept.compactMap(\.first) == grids && kept.allSatisfy { $0.count == 2 })
    #expect(recording.stageB.steps.last?.made == trace.stageB)
    let plain = try run(recipe, within: nil)
    #expect(plain.recording == nil && plain.pictures == trace.pictures)
  }

  @Test("where memory does not suffice for all steps, evenly spaced ones are kept")
  func limit() throws {
    let whole = try #require(run(recipe, within: 1 << 20).recording)
    let latents = whole.stageC.steps[0].made.reduce(0) { $0 + 4 * $1.values.count }
    let some = try #require(run(recipe, within: 2 * 3 * latents).recording)
    #expect(some.stageC.steps == whole.stageC.steps.filter { $0.number % 2 == 0 })
    let none = try #require(run(recipe, within: 0).recording)
    #expect(none.stageC.steps.isEmpty && none.stageB.steps.isEmpty)
  }

  @Test("a stage that is taken from an earlier run brings what that one kept")
  func reuse() throws {
    let first = try run(recipe, within: 1 << 20)
    var changed = recipe
    changed.stageB.steps = 2
    var reused: [Stage] = []
    let second = try run(changed, within: 1 << 20, reusing: first) { event in
      if case .reused(let stage, _) = event { reused.append(stage) }
    }
    #expect(reused == [.text, .c] && second.recording?.stageC == first.recording?.stageC)
    #expect(second.recording?.stageB.steps.count == 2)
    let unkept = try run(recipe, within: nil)
    let third = try run(changed, within: 1 << 20, reusing: unkept)
    #expect(third.recording == second.recording)
  }
}

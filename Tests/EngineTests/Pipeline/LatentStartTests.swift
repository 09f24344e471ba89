import Engine
import Files
import Recipes
import TestSupport
import Testing

@Suite("Runs from a kept latent")
struct LatentStartTests {
  private let pipeline: Pipeline

  init() throws {
    pipeline = Pipeline(
      model: try Model(ModelFolder(BuiltInModels.path("toy-scenes"))), threads: 2)
  }

  private func recipe(_ start: Recipe.Start = .noise) -> Recipe {
    var recipe = pipeline.description.recipe(prompt: "a red ball on grass", seed: 1)
    recipe.seedB = 7
    recipe.stageC.steps = 10
    recipe.stageB.steps = 2
    recipe.start = start
    return recipe
  }

  private func start(_ strength: Float) -> Recipe.Start {
    .latent(.init(path: "ball.png", fingerprint: "00aa", strength: strength))
  }

  private func run(_ recipe: Recipe, from latent: Latent? = nil) throws -> Trace {
    try pipeline.run(
      recipe, inputs: RunInputs(latent: latent), cancellation: Cancellation()
    ) { _ in }
  }

  @Test("at strength 0 the latent of a run draws that run's own picture")
  func same() throws {
    let own = try run(recipe())
    var again = recipe(start(0))
    let trace = try run(again, from: own.latent)
    #expect(trace.latent == own.latent && trace.picture == own.picture)
    again.count = 2
    let both = try run(again, from: own.latent)
    #expect(both.latents == [own.latent, own.latent])
  }

  @Test("the higher the strength, the further the latent goes from the kept one")
  func strength() throws {
    let own = try run(recipe()).latent
    let distances = try ([0, 0.3, 0.9] as [Float]).map { strength -> Float in
      var recipe = recipe(start(strength))
      (recipe.prompt, recipe.seed) = ("a blue cube on sand", 5)
      let latent = try run(recipe, from: own).latent
      return zip(latent.values, own.values).reduce(0) { $0 + abs($1.0 - $1.1) }
    }
    #expect(distances[0] == 0 && 0 < distances[1] && distances[1] < distances[2], "\(distances)")
  }

  @Test(
    "a little more strength moves the latent a little, wherever it falls between two steps",
    arguments: DiffusionSampler.allCases.filter { $0 != .ddpm }, [4, 10, 30])
  func smooth(sampler: DiffusionSampler, steps: Int) throws {
    var small = recipe()
    small.size = .init(width: 64, height: 64)
    small.stageB.steps = 1
    let own = try run(small).latent
    func drawn(_ strength: Float) throws -> [Float] {
      var recipe = small
      recipe.start = start(strength)
      recipe.stageC.sampler = sampler
      recipe.stageC.steps = steps
      return try run(recipe, from: own).latent.values
    }
    func distance(_ one: [Float], _ other: [Float]) -> Float {
      zip(one, other).reduce(0) { $0 + abs($1.0 - $1.1) } / Float(one.count)
    }
    let step = 1 / Float(steps)
    let onStep = try drawn(0.5)
    let apart = try distance(onStep, drawn(0.5 + step))
    for share in [1e-6, 0.001, 0.01, 0.1, 0.45, 0.55] as [Float] {
      let near = try distance(onStep, drawn(0.5 + share * step))
      #expect(near < 0.7 * apart, "\(share) of a step: \(near) of \(apart)")
    }
  }

  @Test("a latent that is absent or of another model is refused before the run")
  func refused() throws {
    #expect(throws: InputError.latentMissing(path: "ball.png")) { try run(recipe(start(0.5))) }
    let own = Latent.Shape(channels: 16, height: 12, width: 12)
    let foreign = Latent(channels: 4, height: 2, width: 3, values: .init(repeating: 0, count: 24))
    let error = #expect(throws: InputError.self) { try run(recipe(start(0.5)), from: foreign) }
    #expect(error == .foreignLatent(found: foreign.shape, wanted: own))
    #expect(
      error?.description
        == "the latent to begin from has 4 channels on 3×2 where this model draws on 16 channels "
        + "on 12×12")
    #expect(throws: InputError.self) {
      try pipeline.check(recipe(start(0.5)), inputs: RunInputs(latent: foreign))
    }
  }
}

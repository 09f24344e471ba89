import Engine
import Files
import Recipes
import TestSupport
import Testing

@Suite("The way between two recipes")
struct WayTests {
  private let pipeline: Pipeline

  init() throws {
    pipeline = Pipeline(
      model: try Model(ModelFolder(BuiltInModels.path("toy-scenes"))), threads: 2)
  }

  private func recipe(_ prompt: String = "a red ball on grass", seed: UInt32 = 1) -> Recipe {
    var recipe = pipeline.description.recipe(prompt: prompt, seed: seed)
    recipe.stageC.steps = 3
    recipe.stageB.steps = 2
    return recipe
  }

  private func trace(_ recipe: Recipe) throws -> Trace {
    try pipeline.run(recipe, cancellation: Cancellation()) { _ in }
  }

  @Test("its ends draw the same pixels as the recipes themselves")
  func ends() throws {
    let (here, there) = (recipe(), recipe("a blue cube on sand", seed: 9))
    var way = here
    way.toward = .init(prompt: there.prompt, negative: "", seed: there.seed, share: 0)
    #expect(try trace(way).picture == trace(here).picture)
    way.toward?.share = 1
    #expect(try trace(way).picture == trace(there).picture)
    way.toward?.share = 0.5
    let middle = try trace(way).latent
    #expect(try middle != trace(here).latent && middle != trace(there).latent)
  }

  @Test("from a seed to the same one the noise stays as it is")
  func sameSeed() throws {
    var way = recipe()
    way.toward = .init(prompt: way.prompt, negative: "", seed: way.seed, share: 0.5)
    #expect(try trace(way).picture == trace(recipe()).picture)
  }

  @Test("a mask that leaves nothing to draw is refused before the run")
  func darkMask() throws {
    var recipe = recipe()
    recipe.input = .init(
      path: "p", fingerprint: "", strength: 1, mask: .init(path: "m", fingerprint: ""))
    let dark = Picture(width: 2, height: 1, rgb: .init(repeating: 0, count: 6))
    #expect(throws: InputError.emptyMask) {
      try pipeline.check(recipe, inputs: RunInputs(picture: dark, mask: dark))
    }
    let light = Picture(width: 2, height: 1, rgb: [0, 0, 0, 255, 255, 255])
    try pipeline.check(recipe, inputs: RunInputs(picture: dark, mask: light))
  }
}

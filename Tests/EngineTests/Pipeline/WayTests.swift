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

  @Test("a mask is scaled, and refused before the run where its proportions are others")
  func maskProportions() throws {
    var recipe = recipe()
    recipe.input = .init(
      path: "p", fingerprint: "", strength: 1, mask: .init(path: "m", fingerprint: ""))
    func white(_ width: Int, _ height: Int) -> Picture {
      Picture(
        width: width, height: height, rgb: Array(repeating: 255, count: 3 * width * height))
    }
    let picture = white(300, 200)
    for (width, height) in [(300, 200), (150, 100), (600, 403), (7, 5), (1, 1), (32, 21)] {
      try pipeline.check(
        recipe, inputs: RunInputs(picture: picture, mask: white(width, height)))
    }
    for (width, height) in [(200, 300), (300, 300), (600, 410), (3, 1), (64, 64)] {
      let error = InputError.foreignMask(
        found: .init(width: width, height: height), wanted: .init(width: 300, height: 200))
      #expect(throws: error) {
        try pipeline.check(
          recipe, inputs: RunInputs(picture: picture, mask: white(width, height)))
      }
      #expect(error.description.contains("300×200"))
    }
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

import ArgumentParser
import Engine
import Testing
import wurst

@Suite("Options")
struct OptionTests {
  private static func recipe(_ arguments: String...) throws -> Recipe {
    let folder = try ResourceLocator(environment: [:]).model(ResourceLocator.defaultModel)
    return try RecipeOptions.parse(arguments)
      .recipe(for: "a ball", model: ModelFolder(folder).description)
  }

  @Test("what is not given is the model's own setting")
  func defaults() throws {
    let recipe = try Self.recipe("--seed", "4294967295")
    #expect(recipe.seed == .max && recipe.seedB == nil && recipe.negative == "")
    #expect(recipe.stageC == .init(steps: 30, guidance: 3, sampler: .ddpm))
    #expect(recipe.stageB.steps == 8 && recipe.stageB.sampler == .multinomial)
  }

  @Test("every setting can be given")
  func everything() throws {
    let recipe = try Self.recipe(
      "--negative", "no", "--seed", "1", "--seed-b", "2", "--steps-c", "3", "--guidance-c", "4.5",
      "--sampler", "ddim", "--steps-b", "5", "--guidance-b", "2", "--temperature-b", "0.9:0.1",
      "--sampler-b", "quant")
    #expect(
      recipe
        == Recipe(
          prompt: "a ball", negative: "no", model: "toy-scenes", seed: 1, seedB: 2,
          stageC: .init(steps: 3, guidance: 4.5, sampler: .ddim),
          stageB: .init(
            steps: 5, guidance: 2, temperature: .init(from: 0.9, to: 0.1), sampler: .quant)))
    #expect(
      try Self.recipe("--temperature-b", "0.5").stageB.temperature == .init(from: 0.5, to: 0.5))
  }

  @Test(
    "a setting out of its range is refused",
    arguments: [
      ("--seed", "4294967296"), ("--seed", "-1"), ("--steps-c", "0"), ("--steps-c", "1001"),
      ("--steps-b", "101"), ("--guidance-c", "31"), ("--guidance-c", "nan"), ("--guidance-b", "-1"),
      ("--sampler", "euler"), ("--sampler-b", "DDPM"), ("--temperature-b", "0:1"),
      ("--temperature-b", "1:"), ("--temperature-b", "1:1:1"), ("--temperature-b", "inf"),
    ])
  func outOfRange(option: String, value: String) {
    #expect(throws: (any Error).self) { try Self.recipe("\(option)=\(value)") }
  }
}

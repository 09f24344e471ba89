import ArgumentParser
import Engine
import Files
import Recipes
import TestSupport
import Testing
import wurst

@Suite("Options")
struct OptionTests {
  private static func recipe(_ arguments: String...) throws -> Recipe {
    let folder = try ResourceLocator(Installation(environment: [:])).model(
      ResourceLocator.defaultModel)
    return try RecipeOptions.parse(arguments)
      .recipe(for: "a ball", model: ModelFolder(folder).description)
  }

  @Test("what is not given is the model's own setting")
  func defaults() throws {
    let recipe = try Self.recipe("--seed", "4294967295")
    #expect(recipe.seed == .max && recipe.seedB == nil && recipe.negative == "")
    #expect(recipe.stageC == .init(steps: 30, guidance: 3, sampler: .ddpm))
    #expect(recipe.stageB.steps == 2 && recipe.stageB.finish == .expected)
  }

  @Test("every setting can be given")
  func everything() throws {
    let recipe = try Self.recipe(
      "--negative", "no", "--seed", "1", "--seed-b", "2", "--steps-c", "3", "--guidance-c", "4.5",
      "--sampler", "ddim", "--steps-b", "5", "--guidance-b", "2", "--temperature-b", "0.9:0.1",
      "--sampler-b", "quant", "--finish-b", "drawn")
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

  @Test("the option of every parameter is in the help as its row has it")
  func help() {
    let help = GenerateCommand.helpMessage(columns: 1000)
    for option in Parameters.all.compactMap(\.option) {
      let line = help.split(separator: "\n").drop { !$0.contains("\(option.text) <") }.prefix(2)
      #expect(line.first?.contains("<\(option.value)>") == true, "\(option.text)")
      #expect(line.joined().contains(option.help), "\(option.text)")
    }
  }

  @Test("an option sets its parameter and nothing else")
  func alone() throws {
    let samples: [(any AnyParameter, String)] = [
      (Parameters.negative, "no"), (Parameters.emphasis, "none"), (Parameters.seedB, "2"),
      (Parameters.size, "64x64"),
      (Parameters.stepsC, "3"), (Parameters.stopC, "2"), (Parameters.stopB, "1"),
      (Parameters.schedule, "default"), (Parameters.guidanceC, "4.5"),
      (Parameters.guidanceRange, "0:0.5"), (Parameters.samplerC, "ddim"),
      (Parameters.stepsB, "5"), (Parameters.guidanceB, "2"), (Parameters.temperature, "0.9:0.1"),
      (Parameters.samplerB, "quant"), (Parameters.finishB, "drawn"), (Parameters.seed, "2"),
    ]
    // These have their options beside the recipe's.
    let others: [any AnyParameter] = [
      Parameters.model, Parameters.count, Parameters.strength, Parameters.toward, Parameters.loras,
      Parameters.precision, Parameters.origin,
    ]
    #expect((samples.map(\.0.id) + others.map(\.id)).sorted() == Parameters.all.map(\.id).sorted())
    let plain = try Self.recipe("--seed", "1")
    for (parameter, value) in samples {
      let option = try #require(parameter.option?.text)
      let recipe = try Self.recipe("--seed=1", "\(option)=\(value)")
      let changed = Parameters.all.filter { $0.differs(recipe, plain) }.map(\.id)
      #expect(changed == [parameter.id], "\(option)")
      let options = try RecipeOptions.parse([option, value])
      #expect(options.given == [option])
      #expect(options.givenForStageC == (parameter.stage == .c ? [option] : []))
    }
  }

  @Test("a size, a schedule and the guided part are read")
  func layout() throws {
    let recipe = try Self.recipe(
      "--size", "512x384", "--schedule", "1,0.5,0", "--guidance-range", "0.1:0.6")
    #expect(recipe.size == PictureSize(width: 512, height: 384))
    #expect(recipe.stageC.schedule == .list([1, 0.5, 0]) && recipe.stageC.stepCount == 2)
    #expect(recipe.stageC.guidanceRange == .init(from: 0.1, to: 0.6))
    #expect(try Self.recipe("--size", "64×32").size == PictureSize(width: 64, height: 32))
    #expect(try Self.recipe("--schedule", "default").stageC.stepCount == 29)
    let linear = try Self.recipe("--schedule", "linear", "--steps-c", "7").stageC
    #expect(linear.stepCount == 7 && linear.schedule == .linear)
  }

  @Test("steps do not go with a schedule that brings its own")
  func stepsOfSchedule() {
    for schedule in ["default", "1,0.5,0"] {
      #expect(throws: ValidationError.self) {
        try Self.recipe("--schedule", schedule, "--steps-c", "7")
      }
    }
  }

  @Test(
    "a stop behind the last step is refused with the number of steps",
    arguments: [
      (["--stop-c", "31"], "--stop-c 31 is behind the last step: the stage takes 30 steps"),
      (["--stop-c", "50", "--steps-c", "10"], "leave it out, or give 1 to 10"),
      (["--stop-c", "30", "--schedule", "default"], "the stage takes 29 steps"),
      (["--stop-b", "4", "--steps-b", "3"], "--stop-b 4 is behind the last step"),
      (["--stop-b", "2", "--steps-b", "1"], "the stage takes 1 step;"),
    ])
  func lateStops(arguments: [String], words: String) throws {
    let error = try #require(throws: ValidationError.self) {
      let folder = try ResourceLocator(Installation(environment: [:])).model(
        ResourceLocator.defaultModel)
      _ = try RecipeOptions.parse(arguments)
        .recipe(for: "a ball", model: ModelFolder(folder).description)
    }
    #expect(error.message.contains(words), "\(error.message)")
    #expect(try Self.recipe("--stop-c", "30", "--stop-b", "2").stageC.stop == 30)
  }

  @Test("a seed may be asked to be random", arguments: ["random", "-1"])
  func randomSeeds(text: String) throws {
    let recipes = try (0..<4).map { _ in try Self.recipe("--seed", text, "--seed-b", text) }
    #expect(Set(recipes.map(\.seed)).count > 1 && Set(recipes.map(\.seedB)).count > 1)
    #expect(recipes.allSatisfy { $0.seedB != nil })
    #expect(try RecipeOptions.parse(["--seed", text]).seed == nil)
  }

  @Test(
    "an option whose value is refused says what is allowed, and which command's help has more",
    arguments: [
      (["--seed", "4294967296"], "0 to 4294967295, or -1 for a random one; random unless given"),
      (["--seed", "-2"], "0 to 4294967295, or -1 for a random one; random unless given"),
      (["--seed-b", "x"], "4294967295"), (["--toward-seed", "-2"], "0 to 4294967295"),
      (["--size", "512"], "such as 512x512"), (["--steps-c", "-5"], "1"),
      (["--guidance-c", "-5"], "0…30"), (["--sampler", "x"], "'ddim'"),
      (["--count", "x"], "1 to 64"), (["--count", "65"], "1…64"),
      (["--memory", "x"], "such as 8G"),
      (["--guidance-range"], "0"),
    ])
  func allowed(arguments: [String], words: String) throws {
    let result = try TemporaryFolder.withName {
      try Program(["generate", "a"] + arguments, in: $0).wait()
    }
    #expect(result.status == 64 && result.errors.contains(words), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
  }

  @Test("what chooses tokens is refused where there are none")
  func secondGeneration() throws {
    let model = try ModelFiles.open(Goldens.secondGeneration.map { Path($0) }, name: "tiny")
      .description
    for arguments in [["--temperature-b", "1"], ["--sampler-b", "argmax"]] {
      let options = try RecipeOptions.parse(arguments)
      let error = try #require(throws: ValidationError.self) {
        try options.recipe(for: "a ball", model: model)
      }
      #expect(error.message.contains(arguments[0]) && error.message.contains("tiny"))
    }
    let recipe = try RecipeOptions.parse([]).recipe(for: "a ball", model: model)
    #expect(recipe.stageC == .init(steps: 60, guidance: 4, sampler: .ddpm))
    #expect(recipe.stageB == .init(steps: 12, guidance: 0))
  }

  @Test("the strength is 0.6 from a picture, and with a mask 1")
  func strength() throws {
    #expect(throws: (any Error).self) { try InputOptions.parse(["--strength", "0.5"]) }
    #expect(throws: (any Error).self) { try InputOptions.parse(["--mask", "m.png"]) }
    for value in ["-0.1", "1.1", "nan"] {
      #expect(throws: (any Error).self) {
        try InputOptions.parse(["--image", "a.png", "--strength=\(value)"])
      }
    }
    #expect(throws: (any Error).self) {
      try InputOptions.parse(["--image", "a.png", "--strength", "0", "--mask", "m.png"])
    }
  }

  @Test("memory is read with its unit")
  func memory() {
    for (text, bytes) in [
      ("8G", 8 << 30), ("8g", 8 << 30), ("8GB", 8 << 30), ("8GiB", 8 << 30), ("500M", 500 << 20),
      ("1.5G", 3 << 29), ("2097152", 2 << 20), ("2048K", 2 << 20), ("1T", 1 << 40),
    ] {
      #expect(MemorySize(argument: text)?.bytes == bytes, "\(text)")
    }
    for text in ["", "G", "8X", "-8G", "1K", "8 G", "1e3G", "9999999T", "nan", ".", "8.8.8G"] {
      #expect(MemorySize(argument: text) == nil, "\(text)")
    }
  }

  @Test("a LoRA is read with its weight")
  func loras() throws {
    #expect(Recipe.LoRA(argument: "a.safetensors") == .init(path: "a.safetensors", weight: 1))
    #expect(Recipe.LoRA(argument: "a:b:0.5") == .init(path: "a:b", weight: 0.5))
    #expect(Recipe.LoRA(argument: "a:b") == .init(path: "a:b", weight: 1))
    #expect(Recipe.LoRA(argument: "a:1.safetensors") == .init(path: "a:1.safetensors", weight: 1))
    #expect(
      Recipe.LoRA(argument: "a:b.safetensors:0.8") == .init(path: "a:b.safetensors", weight: 0.8))
    #expect(Recipe.LoRA(argument: ":2") == nil && Recipe.LoRA(argument: "") == nil)
    let folder = try TemporaryFolder()
    let path = try folder.save([], as: "a:2")
    #expect(Recipe.LoRA(argument: path.text) == .init(path: path, weight: 1), "a file of that name")
    #expect(Recipe.LoRA(argument: path.text + ":3") == .init(path: path, weight: 3))
  }

  @Test(
    "a setting out of its range is refused",
    arguments: [
      ("--seed", "4294967296"), ("--seed", "-2"), ("--steps-c", "0"), ("--steps-c", "1001"),
      ("--steps-b", "101"), ("--guidance-c", "31"), ("--guidance-c", "nan"), ("--guidance-b", "-1"),
      ("--sampler", "euler"), ("--sampler-b", "DDPM"), ("--temperature-b", "0:1"),
      ("--temperature-b", "1:"), ("--temperature-b", "1:1:1"), ("--temperature-b", "inf"),
      ("--size", "512"), ("--size", "0x512"), ("--size", "512x"), ("--size", "ax512"),
      ("--schedule", "cosine"), ("--schedule", "1"), ("--schedule", "0,1"),
      ("--schedule", "1,nan,0"), ("--schedule", "1,0.5,0.5"), ("--schedule", "2,1"),
      ("--guidance-range", "0.5:0.2"), ("--guidance-range", "0:2"), ("--guidance-range", "0"),
    ])
  func outOfRange(option: String, value: String) {
    #expect(throws: (any Error).self) { try Self.recipe("\(option)=\(value)") }
  }
}

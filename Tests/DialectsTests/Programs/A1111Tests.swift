import Dialects
import Render
import Testing

@Suite("A1111 and Forge")
struct A1111Tests {
  private static let settings =
    "Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 965400086, "
    + "Size: 512x768, Model hash: 45dee52b, Model: dreamshaper_8, Version: v1.10.1"

  private func read(_ text: String) throws -> ForeignRecipe {
    try #require(ForeignRecipe.read(["parameters": text]))
  }

  @Test("prompt, negative prompt and settings are told apart")
  func plain() throws {
    let recipe = try read("a lighthouse\nNegative prompt: blurry, fog\n" + Self.settings)
    #expect(recipe.program == "A1111")
    #expect(recipe.prompt == "a lighthouse" && recipe.negative == "blurry, fog")
    #expect(recipe.seed?.whole == "965400086" && recipe.steps?.integer == 20)
    #expect(recipe.guidance?.text == "7" && recipe.size == "512x768")
    #expect(recipe.sampler == "DPM++ 2M" && recipe.model == "dreamshaper_8")
    #expect(
      recipe.others.map(\.name) == ["Schedule type", "Model hash", "Version"])
  }

  @Test("both prompts may have many lines, and lines of settings in them")
  func lines() throws {
    let recipe = try read(
      "first\nSteps: 99, Seed: 1, Size: 8x8\n\nlast, Negative prompt: no\r\n"
        + "Negative prompt: one\r\nSteps: 5, Sampler: x, Seed: 2\r\n" + Self.settings + "\r\n")
    #expect(
      recipe.prompt == "first\nSteps: 99, Seed: 1, Size: 8x8\n\nlast, Negative prompt: no")
    #expect(recipe.negative == "one\nSteps: 5, Sampler: x, Seed: 2")
    #expect(recipe.steps?.integer == 20 && recipe.seed?.whole == "965400086")
  }

  @Test("either prompt may be missing")
  func missing() throws {
    #expect(try read("Negative prompt: fog\n" + Self.settings).prompt == "")
    #expect(try read("Negative prompt: fog\n" + Self.settings).negative == "fog")
    let settings = try read(Self.settings)
    #expect(settings.prompt == "" && settings.negative == nil && settings.steps?.integer == 20)
    #expect(try read("a ball\n" + Self.settings).negative == nil)
  }

  @Test("a last line with fewer than three settings is part of a prompt")
  func fewSettings() throws {
    let recipe = try read("a ball\nSteps: 20, Seed: 1")
    #expect(recipe.prompt == "a ball\nSteps: 20, Seed: 1" && recipe.steps == nil)
    #expect(try read("a ball\nNegative prompt: red, green: blue").negative == "red, green: blue")
  }

  @Test("a value in quotes is a string of JSON, whatever is in it")
  func quotes() throws {
    let recipe = try read(
      #"a\#nSteps: 20, Hires prompt: "a \"b\", c: d\nSteps: 99, Seed: 5, Size: 1x1", Seed: 7, "#
        + #"Lora hashes: "one: 0af, two: 1be", Size: 64x32, Model: "x, y: z", Odd: "a\q", Last: 1"#)
    #expect(recipe["Hires prompt"] == "a \"b\", c: d\nSteps: 99, Seed: 5, Size: 1x1")
    #expect(recipe["Lora hashes"] == "one: 0af, two: 1be")
    #expect(recipe.steps?.integer == 20 && recipe.seed?.whole == "7" && recipe.size == "64x32")
    #expect(recipe.model == "x, y: z" && recipe["Odd"] == #""a\q""# && recipe["Last"] == "1")
  }

  @Test("names match exactly, in any order")
  func names() throws {
    let recipe = try read(
      "a\nHires resize: 2048x1024, Distilled CFG Scale: 3.5, Variation seed: 9, Hires steps: 30, "
        + "Seed resize from: 1x1, Hires sampler: DDIM, Refiner: other, Model hash: 00, "
        + "Sampler: Euler, Size: 1024x512, Seed: 5, CFG scale: 1, Steps: 8, Model: one")
    #expect(recipe.size == "1024x512" && recipe.guidance?.text == "1")
    #expect(recipe.seed?.whole == "5" && recipe.steps?.integer == 8)
    #expect(recipe.sampler == "Euler" && recipe.model == "one")
    let without = try read("a\nHires resize: 8x8, Variation seed: 9, Distilled CFG Scale: 3.5")
    #expect(without.size == nil && without.seed == nil && without.guidance == nil)
  }

  @Test("Forge is known by its version")
  func forge() throws {
    let recipe = try read(
      "a\nSteps: 20, Seed: 1, Size: 8x8, Version: f2.0.1v1.10.1-previous-636-gb835f24a")
    #expect(recipe.program == "Forge")
  }

  @Test("lists and objects without quotes are one value")
  func bareJSON() throws {
    let recipe = try read(
      #"a\#nSteps: 1, Civitai resources: [{"modelName":"b, Seed: 8","weight":1}], Seed: 2, "#
        + #"Skip layers: [7, 8, ], Eta: 0, Civitai metadata: {"a":{"b":", Steps: 9"}}"#)
    #expect(recipe.seed?.whole == "2" && recipe.steps?.integer == 1)
    #expect(recipe["Civitai resources"] == #"[{"modelName":"b, Seed: 8","weight":1}]"#)
    #expect(recipe["Skip layers"] == "[7" && recipe["Eta"] == "0")
  }

  @Test("the EXIF comment and other places are read, words of people are not")
  func places() throws {
    for place in [EXIFText.userComment, .imageDescription] {
      #expect(ForeignRecipe.read(.exif(place), "a\n" + Self.settings)?.prompt == "a")
      #expect(ForeignRecipe.read(.exif(place), "my holiday") == nil)
    }
    #expect(ForeignRecipe.read(.comment, "a\n" + Self.settings)?.steps?.integer == 20)
    #expect(ForeignRecipe.read(["Comment": "Created with GIMP"]) == nil)
    #expect(ForeignRecipe.read(["parameters": #"{"strange": 1}"#]) == nil)
    #expect(ForeignRecipe.read(["parameters": ""])?.prompt == "")
  }
}

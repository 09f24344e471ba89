import Files
import Foundation
import Recipes
import TestSupport
import Testing

@Suite("Picture metadata")
struct PictureMetadataTests {
  private static let recipe = Recipe(
    prompt: "a red ball", negative: "", model: "toy-scenes", seed: 7,
    stageC: .init(steps: 30, guidance: 3, sampler: .ddpm),
    stageB: .init(
      steps: 8, guidance: 1, temperature: .init(from: 0.3, to: 0.05), sampler: .multinomial))

  @Test("500 random recipes come back from their texts as they were")
  func roundTrip() throws {
    var random = SeededNumbers(42)
    for _ in 0..<500 {
      let recipe = Recipe.random(using: &random)
      let metadata = PictureMetadata(
        recipe: recipe, fingerprint: Bool.random(using: &random) ? "0af" : nil,
        number: .random(in: 1...recipe.count, using: &random))
      #expect(metadata.recipe.problem == nil)
      #expect(try PictureMetadata.read(metadata.texts(width: 8, height: 4)) == metadata)
    }
  }

  @Test("a stop behind the last step is left out of a recipe that is read")
  func lateStops() throws {
    var recipe = Self.recipe
    (recipe.stageC.stop, recipe.stageB.stop) = (31, 100)
    let texts = PictureMetadata(recipe: recipe, fingerprint: nil).texts(width: 8, height: 8)
    #expect(try PictureMetadata.read(texts)?.recipe == Self.recipe)
    (recipe.stageC.stop, recipe.stageB.stop) = (30, 8)
    let last = PictureMetadata(recipe: recipe, fingerprint: nil).texts(width: 8, height: 8)
    #expect(try PictureMetadata.read(last)?.recipe == recipe)
  }

  @Test("the parameters text is laid out as galleries expect")
  func infotext() throws {
    var recipe = Self.recipe
    recipe.negative = "blurry"
    recipe.seedB = 9
    let texts = PictureMetadata(recipe: recipe, fingerprint: "0123456789abcdef", app: "wurst 0.1")
      .texts(width: 512, height: 256)
    #expect(texts.map(\.keyword) == ["parameters", "wurst"])
    #expect(
      texts[0].text == """
        a red ball
        Negative prompt: blurry
        Steps: 30, Sampler: DDPM Wuerstchen, CFG scale: 3, Seed: 7, Size: 512x256, \
        Model hash: 0123456789, Model: toy-scenes, RNG: torch-cpu-mt19937, Stage B steps: 8, \
        Stage B CFG: 1, Stage B seed: 9, Stage B temperature: "0.3:0.05", \
        Stage B sampler: multinomial, Version: wurst 0.1
        """)
  }

  @Test("what a picture began from and what else led to it is in the parameters text")
  func infotextOfInputs() throws {
    var recipe = Self.recipe
    recipe.count = 3
    recipe.stageC.schedule = .list([1, 0.5, 0])
    recipe.stageC.guidanceRange = .init(from: 0, to: 0.5)
    recipe.input = .init(
      path: "/home/a/ball.png", fingerprint: "0", strength: 0.6,
      mask: .init(path: "/home/a/mask.png", fingerprint: "1"))
    recipe.toward = .init(prompt: "a cube", negative: "", seed: 9, share: 0.25)
    recipe.loras = [.init(path: "/home/a/style.safetensors", weight: 0.8)]
    recipe.model = "/home/a/wuerstchen-prior,/home/a/wuerstchen"
    recipe.precision = .bf16
    let text = PictureMetadata(recipe: recipe, fingerprint: nil, number: 2, app: "wurst 0.1")
      .texts(width: 512, height: 256)[0].text
    #expect(
      text == """
        a red ball
        Steps: 2, Sampler: DDPM Wuerstchen, Schedule type: list, CFG scale: 3, Seed: 7, \
        Size: 512x256, Model: "wuerstchen-prior, wuerstchen", RNG: torch-cpu-mt19937, \
        Batch size: 3, Batch pos: 1, Denoising strength: 0.6, Init image: ball.png, \
        Mask image: mask.png, Variation seed: 9, Variation seed strength: 0.25, Toward: a cube, \
        Lora: "style.safetensors: 0.8", Stage C times: "1, 0.5, 0", CFG range: "0:0.5", \
        Stage B steps: 8, Stage B CFG: 1, Stage B temperature: "0.3:0.05", \
        Stage B sampler: multinomial, Precision: bf16, Version: wurst 0.1
        """)
  }

  @Test("the recipe of a picture that the first version kept is read")
  func firstVersion() throws {
    let text = #"""
      {"app":"wurst 0.1.0","model":{"fingerprint":"0af","name":"toy-scenes"},"recipe":{"model":\#
      "toy-scenes","negative":"","prompt":"a red ball","seed":7,"stageB":{"guidance":1,"sampler":\#
      "multinomial","steps":8,"temperature":{"from":0.3,"to":0.05}},"stageC":{"guidance":3,\#
      "sampler":"ddpm","steps":30}},"schema":1}
      """#
    var recipe = Self.recipe
    // Brackets had no meaning then.
    recipe.emphasis = .none
    #expect(
      try PictureMetadata.read([MetadataText(keyword: "wurst", text: text)])
        == PictureMetadata(recipe: recipe, fingerprint: "0af", app: "wurst 0.1.0"))
  }

  @Test("a picture cannot be another one than its recipe draws", arguments: [0, 3, -1])
  func impossibleNumber(number: Int) {
    var recipe = Self.recipe
    recipe.count = 2
    let sound = PictureMetadata(recipe: recipe, fingerprint: nil, number: 2)
      .texts(width: 1, height: 1)[1].text
    let text = sound.replacing(#""number":2"#, with: #""number":\#(number)"#)
    #expect(text != sound)
    #expect(throws: MetadataError.impossible("it is picture \(number) of 2")) {
      try PictureMetadata.read([MetadataText(keyword: "wurst", text: text)])
    }
  }

  /// The rule by which A1111 finds the fields in the last line.
  @Test("every field of the parameters text is found by A1111's rule")
  func fields() throws {
    var recipe = Self.recipe
    recipe.model = #"odd: "name", with commas"#
    let text = PictureMetadata(recipe: recipe, fingerprint: nil).texts(width: 1, height: 1)[0].text
    let last = try #require(text.split(separator: "\n").last)
    let rule = #/\s*(\w[\w \-\/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)/#
    var fields: [String: String] = [:]
    for match in last.matches(of: rule) {
      var value = String(match.2)
      if value.hasPrefix("\"") {
        value = try JSONDecoder().decode(String.self, from: Data(value.utf8))
      }
      fields[String(match.1)] = value
    }
    #expect(fields["Model"] == recipe.model)
    #expect(fields["Stage B temperature"] == "0.3:0.05")
    #expect(fields["Seed"] == "7")
    #expect(fields.count == 12)
  }

  @Test("members that are not known are passed over")
  func unknownMembers() throws {
    let metadata = PictureMetadata(recipe: Self.recipe, fingerprint: nil)
    let text = metadata.texts(width: 1, height: 1)[1].text
      .replacing(#"{"app""#, with: #"{"later":[1,{"x":null}],"app""#)
      .replacing(#""seed":7"#, with: #""seed":7,"mood":"blue""#)
    #expect(text.contains("later") && text.contains("mood"))
    #expect(try PictureMetadata.read([MetadataText(keyword: "wurst", text: text)]) == metadata)
  }

  @Test("a picture of another program has no recipe")
  func foreign() throws {
    #expect(try PictureMetadata.read([MetadataText]()) == nil)
    #expect(try PictureMetadata.read([MetadataText(keyword: "parameters", text: "x")]) == nil)
  }

  @Test(
    "nonsense is refused",
    arguments: [
      ("", "", MetadataError.malformed),
      (#"{"schema":1}"#, "", .malformed),
      (#""schema":1"#, #""schema":2"#, .schema(2)),
      (#""seed":7"#, #""seed":-1"#, .malformed),
      (#""seed":7"#, #""seed":4294967296"#, .malformed),
      (#""sampler":"ddpm""#, #""sampler":"euler""#, .malformed),
      (#""steps":30"#, #""steps":"30""#, .malformed),
      (
        #""steps":30"#, #""steps":1000000"#,
        .impossible("the number of steps of Stage C 1000000 is outside 1…1000")
      ),
      (
        #""to":0.05"#, #""to":0"#,
        .impossible("the last temperature 0.0 is outside 0.01…10.0")
      ),
    ])
  func nonsense(old: String, new: String, error: MetadataError) throws {
    let sound = PictureMetadata(recipe: Self.recipe, fingerprint: nil).texts(width: 1, height: 1)[1]
    let text = new.isEmpty ? old : sound.text.replacing(old, with: new)
    #expect(text != sound.text)
    #expect(throws: error) {
      try PictureMetadata.read([MetadataText(keyword: "wurst", text: text)])
    }
  }

  @Test("1 000 damaged texts are refused or read as a possible recipe")
  func damage() throws {
    let sound = PictureMetadata(recipe: Self.recipe, fingerprint: nil).texts(width: 1, height: 1)[1]
    var random = SeededNumbers(5)
    for _ in 0..<1000 {
      var bytes = Array(sound.text.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] =
          UInt8.random(in: 32...126, using: &random)
      }
      let text = MetadataText(keyword: "wurst", text: String(decoding: bytes, as: UTF8.self))
      if let read = try? PictureMetadata.read([text]) { #expect(read.recipe.problem == nil) }
    }
  }
}

import Engine
import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing

@Suite("wurst generate with variants and styles", .serialized)
struct VariantTests {
  private static let quick = ["--steps-c", "1", "--steps-b", "1", "--size", "64x64", "--seed", "7"]

  private func write(_ text: String, to name: String, in folder: String) throws {
    let path = Path(folder) / ".config/wurst" / name
    try Folder.makeAll(path.folder)
    try Data(text.utf8).write(to: URL(filePath: path.text))
  }

  private func picture(_ name: String, in folder: String) throws -> (Bitmap, Recipe) {
    let picture = try PNGReader.read(Path(folder + "/" + name))
    let metadata = try #require(try PictureMetadata.read(picture.texts))
    return (picture.bitmap, metadata.recipe)
  }

  @Test("each variant is drawn as it would be alone, with what was typed in its recipe")
  func drawing() throws {
    try TemporaryFolder.withName { folder in
      let text = "a {red|blue} ball"
      let result = try Program(["generate", text, "-o", "v.png"] + Self.quick, in: folder).wait()
      #expect(result.status == 0 && result.output == "v-1.png\nv-2.png\n", "\(result.errors)")
      for (name, prompt) in [("v-1.png", "a red ball"), ("v-2.png", "a blue ball")] {
        _ = try Program(["generate", prompt, "-o", "one.png"] + Self.quick, in: folder).wait()
        let (bitmap, recipe) = try picture(name, in: folder)
        let (alone, plain) = try picture("one.png", in: folder)
        #expect(bitmap == alone && recipe.draws(as: plain) && plain.origin == nil)
        #expect(recipe.prompt == prompt && recipe.seed == 7)
        #expect(recipe.origin == .init(template: text, prompt: prompt, negative: ""))
      }
    }
  }

  @Test("--dry-run lists what would be drawn, with seeds that count up where that is wanted")
  func dryRun() throws {
    try TemporaryFolder.withName { folder in
      try write("red\nblue\n", to: "wildcards/colour.txt", in: folder)
      let arguments = ["generate", "a __colour__ {ball|cube}", "--dry-run", "--seeds", "counting"]
      let result = try Program(arguments + Self.quick, in: folder).wait()
      #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
      let rows = result.output.split(separator: "\n").dropFirst().map { $0.split(separator: " ") }
      #expect(rows.map { $0[1] } == ["7", "8", "9", "10"])
      let prompts = rows.map { $0.dropFirst(2).joined(separator: " ") }
      #expect(prompts == ["a red ball", "a red cube", "a blue ball", "a blue cube"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [".config"])
    }
  }

  @Test("--dry-run has the recipes that are drawn then")
  func plannedRecipes() throws {
    struct Plan: Decodable { let recipes: [Recipe] }
    try TemporaryFolder.withName { folder in
      let arguments = [
        "generate", "a {red|blue} ball", "--image", Fixtures.ball, "--mask", Fixtures.ball,
        "--precision", "bf16", "--stop-b", "1", "-o", "new/",
      ]
      let dry = try Program(arguments + Self.quick + ["--dry-run", "--json"], in: folder).wait()
      #expect(dry.status == 0, "\(dry.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
      let plan = try JSONDecoder().decode(Plan.self, from: Data(dry.output.utf8))
      let result = try Program(arguments + Self.quick, in: folder).wait()
      let names = result.output.split(separator: "\n").map(String.init)
      #expect(names.count == 2, "\(result.errors)")
      #expect(try names.map { try picture($0, in: folder).1 } == plan.recipes)
      #expect(plan.recipes.allSatisfy { $0.precision == .bf16 && $0.input?.mask != nil })
    }
  }

  @Test(
    "--dry-run refuses what the run would refuse",
    arguments: [
      (["--size", "100x100"], 64), (["--image", "nothere.png"], 66), (["-o", "x.gif"], 64),
      (["-o", "/nonexistent/x.png"], 73), (["-o", "/nonexistent/x/"], 73),
      (["--stop-b", "3", "--steps-b", "2"], 64),
    ])
  func refusedPlans(arguments: [String], status: Int) throws {
    try TemporaryFolder.withName { folder in
      for dry in [["--dry-run"], []] {
        let steps = ["generate", "a", "--steps-c", "1"] + dry
        let result = try Program(steps + arguments, in: folder).wait()
        #expect(result.status == Int32(status) && result.output.isEmpty, "\(dry) \(result.errors)")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test("a style that cannot be used stands in the way of no other")
  func otherStyles() throws {
    try TemporaryFolder.withName { folder in
      try write(
        "[a]\nprompt = 3\n[b]\nprompt = \"in ink\"\n[c]\nprompt = 4\n", to: "styles.toml",
        in: folder)
      let base = ["generate", "x", "--dry-run"] + Self.quick
      let good = try Program(base + ["--style", "b"], in: folder).wait()
      #expect(good.status == 0 && good.output.contains("x, in ink"), "\(good.errors)")
      #expect(good.errors.contains("style 'a'") && good.errors.contains("styles check"))
      let bad = try Program(base + ["--style", "c"], in: folder).wait()
      #expect(bad.status == 65 && bad.errors.contains("line 6: style 'c'"), "\(bad.errors)")
      let missing = try Program(base + ["--style", "d"], in: folder).wait()
      #expect(missing.status == 66 && missing.errors.contains("there is no style 'd'"))
    }
  }

  @Test("config.toml may name a preset of one's own, and one that is not there is said")
  func ownPreset() throws {
    try TemporaryFolder.withName { folder in
      try write("preset = \"soft\"\n", to: "config.toml", in: folder)
      let arguments = ["generate", "x", "--dry-run", "--json", "--seed", "1"]
      let missing = try Program(arguments, in: folder).wait()
      #expect(missing.status == 64 && missing.errors.contains("'soft', which config.toml names"))
      try write(
        "[soft.stageC]\nsteps = 7\nguidance = 2\nsampler = \"ddim\"\n[soft.stageB]\nsteps = 3\n"
          + "guidance = 1\n", to: "presets.toml", in: folder)
      let result = try Program(arguments, in: folder).wait()
      #expect(result.status == 0 && result.output.contains("\"steps\":7"), "\(result.errors)")
    }
  }

  @Test("rows of a CSV file that cannot be used are named when the others are imported")
  func importing() throws {
    try TemporaryFolder.withName { folder in
      try Data("name,prompt\n,x\nink,in ink\n".utf8).write(to: URL(filePath: folder + "/s.csv"))
      let result = try Program(["styles", "import", "s.csv"], in: folder).wait()
      #expect(result.status == 65 && result.errors.contains("s.csv, line 2: a name"))
      #expect(result.output.hasPrefix("1 style added"), "\(result.output)")
    }
  }

  @Test("--count and --json go with variants")
  func several() throws {
    struct Report: Decodable {
      struct Run: Decodable {
        let files: [String]
        let recipe: Recipe
      }
      let files: [String]
      let runs: [Run]
    }
    try TemporaryFolder.withName { folder in
      let arguments = ["generate", "{a|b} {c|d}", "--count", "3", "--json", "--seeds", "counting"]
      let result = try Program(arguments + Self.quick, in: folder).wait()
      let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
      #expect(report.files.count == 12 && report.files.last == "wurst-7-12.png")
      #expect(report.runs.map(\.recipe.prompt) == ["a c", "a d", "b c", "b d"])
      #expect(report.runs.map(\.recipe.seed) == [7, 8, 9, 10])
      #expect(report.runs.map(\.files.count) == [3, 3, 3, 3])
    }
  }

  @Test("a style is in the prompt, and its name in the recipe")
  func styles() throws {
    try TemporaryFolder.withName { folder in
      try write(
        "[snowy]\nprompt = \"{prompt} on snow\"\nnegative = \"grass\"\n", to: "styles.toml",
        in: folder)
      let result = try Program(
        ["generate", "a ball", "--style", "snowy", "-o", "s.png"] + Self.quick, in: folder
      ).wait()
      #expect(result.status == 0, "\(result.errors)")
      let (_, recipe) = try picture("s.png", in: folder)
      #expect(recipe.prompt == "a ball on snow" && recipe.negative == "grass")
      #expect(recipe.origin == .init(prompt: "a ball", negative: "", styles: ["snowy"]))
      let kept = try Program(["gallery", "import", "s.png"], in: folder).wait()
      #expect(kept.status == 0, "\(kept.errors)")
      let verified = try Program(["gallery", "verify"], in: folder).wait()
      #expect(verified.status == 0 && verified.output.hasPrefix("same"), "\(verified.errors)")
      let missing = try Program(["generate", "x", "--style", "oil"] + Self.quick, in: folder).wait()
      #expect(missing.status == 66 && missing.errors.contains("there is no style 'oil'"))
      #expect(missing.errors.contains("it has 'snowy'"))
      let list = try Program(["styles"], in: folder).wait()
      #expect(list.status == 0 && list.output.contains("{prompt} on snow"))
      let check = try Program(["styles", "check"], in: folder).wait()
      #expect(check.status == 0 && check.output.hasSuffix("its style can be used\n"))
      try write("[snowy]\nprompt = 3\n", to: "styles.toml", in: folder)
      for arguments in [["styles", "check"], ["generate", "x", "--style", "snowy"]] {
        let broken = try Program(arguments, in: folder).wait()
        #expect(broken.status == 65 && broken.errors.contains("styles.toml, line 2: style 'snowy'"))
      }
      let path = try Program(["styles", "path"], in: folder).wait()
      #expect(path.output == folder + "/.config/wurst/styles.toml\n")
    }
  }

  @Test("what cannot be read as variants ends the command before anything is drawn")
  func mistakes() throws {
    try TemporaryFolder.withName { folder in
      try write("x\n__b__\n", to: "wildcards/a.txt", in: folder)
      try write("__a__\n", to: "wildcards/b.txt", in: folder)
      for (text, words) in [
        ("a {red|blue ball", "character 3 of the prompt: this { has no }"),
        ("a __a__ ball", "line 1 of the list 'b': a list leads back to itself"),
        (String(repeating: "{a|b}", count: 10), "it stands for 1024 pictures; 1000 are the most"),
      ] {
        let result = try Program(["generate", text] + Self.quick, in: folder).wait()
        #expect(result.status == 64 && result.errors.contains(words), "\(result.errors)")
      }
      let unknown = try Program(
        ["generate", "a __c__ {ball}", "-o", "u.png"] + Self.quick, in: folder
      ).wait()
      #expect(unknown.status == 0 && unknown.errors.contains("__c__ is drawn as it is written"))
      #expect(try picture("u.png", in: folder).1.prompt == "a __c__ {ball}")
    }
  }
}

import Engine
import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing
import wurst

@Suite("wurst generate", .serialized)
struct GenerateTests {
  private struct Report: Decodable {
    let file: String
    let files: [String]
    let recipe: Recipe
    let timings: StageTimings
    let memory: Int

    enum CodingKeys: String, CodingKey {
      case file, files, recipe, timings
      case memory = "peak_rss_bytes"
    }
  }

  private static let quick = ["--steps-c", "2", "--steps-b", "2"]

  @Test("the same seed gives the same pixels for 1, 2 and 8 threads, and from the picture's recipe")
  func samePixels() throws {
    try TemporaryFolder.withName { folder in
      var pictures: [Bitmap] = []
      for threads in ["1", "2", "8"] {
        let result = try Program(
          ["generate", "a red ball", "--seed", "5", "--threads", threads, "-o", threads + ".png"]
            + Self.quick, in: folder
        ).wait()
        #expect(result.status == 0 && result.output == threads + ".png\n", "\(result.errors)")
        let picture = try PNGReader.read(Path(folder + "/\(threads).png"))
        pictures.append(picture.bitmap)
        let metadata = try #require(try PictureMetadata.read(picture.texts))
        #expect(metadata.recipe.prompt == "a red ball" && metadata.recipe.seed == 5)
        #expect(metadata.fingerprint?.count == 16)
      }
      #expect(pictures[0].width == 512 && pictures[0].height == 512)
      #expect(pictures[0] == pictures[1] && pictures[0] == pictures[2])
    }
  }

  @Test("--json reports the file, the recipe, the seconds and the memory")
  func json() throws {
    try TemporaryFolder.withName { folder in
      let result = try Program(
        ["generate", "a red ball", "--json", "--quiet"] + Self.quick, in: folder
      ).wait()
      #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
      let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
      #expect(report.file == "wurst-\(report.recipe.seed).png" && report.files == [report.file])
      #expect(FileManager.default.fileExists(atPath: folder + "/" + report.file))
      #expect(report.recipe.stageC.steps == 2)
      #expect(report.timings.total > 0 && report.timings.c > 0 && report.timings.b > 0)
      #expect(report.memory > 10 << 20)
    }
  }

  @Test("a prompt of 100 000 characters is cut with a notice, unknown words are named")
  func longPrompt() throws {
    try TemporaryFolder.withName { folder in
      let result = try Program(
        ["generate", String(repeating: "zeppelin ", count: 11_112), "--seed", "1"] + Self.quick,
        in: folder
      ).wait()
      #expect(result.status == 0)
      #expect(result.errors.contains("does not know: zeppelin\n"))
      #expect(result.errors.contains("longer than the 30 tokens"))
    }
  }

  @Test(
    "with too few addresses a run ends with a sentence, and with enough it draws the same",
    .enabled(if: !isSanitized))
  func addresses() throws {
    try TemporaryFolder.withName { folder in
      func draw(_ addresses: Int?, _ file: String) throws -> Program.Result {
        try Program(
          ["generate", "a ball", "--seed", "1", "-o", file] + Self.quick, in: folder,
          addresses: addresses
        ).wait()
      }
      let few = try draw(400_000, "few.png")
      #expect(few.status == 69 && few.errors.contains("ulimit -v"), "\(few.errors)")
      #expect(try draw(nil, "all.png").status == 0)
      let enough = try draw(1_500_000, "enough.png")
      #expect(enough.status == 0, "\(enough.errors)")
      let pictures = try ["all.png", "enough.png"].map { try PNGReader.read(Path(folder) / $0) }
      #expect(pictures[0].bitmap == pictures[1].bitmap)
    }
  }

  @Test("without a file name no picture is ever replaced")
  func newNames() throws {
    try TemporaryFolder.withName { folder in
      for name in ["wurst-3.png", "wurst-3-2.png"] {
        let result = try Program(["generate", "ball", "--seed", "3"] + Self.quick, in: folder)
          .wait()
        #expect(result.output == name + "\n")
      }
    }
  }

  @Test("pictures that are drawn together are numbered, and each says which it is")
  func several() throws {
    try TemporaryFolder.withName { folder in
      let options = ["--seed", "3", "--size", "64x64", "--count", "2"] + Self.quick
      let first = try Program(["generate", "ball"] + options, in: folder).wait()
      #expect(first.output == "wurst-3-1.png\nwurst-3-2.png\n", "\(first.errors)")
      let second = try Program(["generate", "ball", "--json", "--quiet"] + options, in: folder)
        .wait()
      let report = try JSONDecoder().decode(Report.self, from: Data(second.output.utf8))
      #expect(report.files == ["wurst-3-3.png", "wurst-3-4.png"] && report.recipe.count == 2)
      for (output, stem) in [("ball", "ball"), ("v1.2", "v1.2"), ("ball.png", "ball")] {
        let named = try Program(["generate", "ball", "-o", output] + options, in: folder).wait()
        #expect(named.output == "\(stem)-1.png\n\(stem)-2.png\n")
      }
      var pictures: [Bitmap] = []
      for number in 1...2 {
        let picture = try PNGReader.read(Path(folder + "/ball-\(number).png"))
        pictures.append(picture.bitmap)
        let metadata = try #require(try PictureMetadata.read(picture.texts))
        #expect(metadata.number == number && metadata.recipe.count == 2)
        #expect(
          try PNGReader.read(Path(folder + "/wurst-3-\(number + 2).png")).bitmap == picture.bitmap)
      }
      #expect(pictures[0] != pictures[1])
    }
  }

  @Test("with a folder the picture is a new file in it")
  func folder() throws {
    try TemporaryFolder.withName { folder in
      for (output, file) in [("new/", "new/wurst-3.png"), ("new", "new/wurst-3-2.png")] {
        let result = try Program(
          ["generate", "ball", "--seed", "3", "--size", "64x64", "-o", output] + Self.quick,
          in: folder
        ).wait()
        #expect(result.output == file + "\n", "\(result.errors)")
      }
    }
  }

  @Test("on the way to another prompt or seed the picture says so")
  func toward() throws {
    try TemporaryFolder.withName { folder in
      let options = ["generate", "ball", "--seed", "3", "--size", "64x64", "-o", "a.png"]
      for (arguments, toward) in [
        (["--toward", "cube"], Recipe.Toward(prompt: "cube", negative: "", seed: 3, share: 0.5)),
        (
          ["--toward-seed", "4", "--share", "0.25"],
          .init(prompt: "ball", negative: "", seed: 4, share: 0.25)
        ),
      ] {
        let result = try Program(options + arguments + Self.quick, in: folder).wait()
        #expect(result.status == 0, "\(result.errors)")
        let metadata = try PictureMetadata.read(PNGReader.texts(Path(folder + "/a.png")))
        #expect(metadata?.recipe.toward == toward)
      }
    }
  }

  @Test("a LoRA changes the picture as far as its weight says, and is in the recipe")
  func lora() throws {
    try TemporaryFolder.withName { folder in
      let file = Goldens.path("v2/lora_prior/pytorch_lora_weights.safetensors")
      func draw(_ options: [String]) throws -> (bitmap: Bitmap, recipe: Recipe?) {
        let result = try Program(
          [
            "generate", "the moon", "--model", Goldens.secondGeneration.joined(separator: ","),
            "--size", "128x128", "--seed", "1", "-o", "a.png",
          ] + Self.quick + options, in: folder
        ).wait()
        #expect(result.status == 0, "\(result.errors)")
        let picture = try PNGReader.read(Path(folder + "/a.png"))
        return (picture.bitmap, try PictureMetadata.read(picture.texts)?.recipe)
      }
      let plain = try draw([])
      #expect(plain.recipe?.loras == [])
      #expect(try draw(["--lora", file + ":0"]).bitmap == plain.bitmap)
      let changed = try draw(["--lora", file + ":5"])
      #expect(changed.bitmap != plain.bitmap)
      #expect(changed.recipe?.loras == [.init(path: Path(file), weight: 5)])
    }
  }

  private static let small = "--size 128x128 --steps-c 1 --steps-b 1 --seed 1 --quiet"

  @Test("the prompt - is what the standard input holds")
  func standardInput() throws {
    try TemporaryFolder.withName { folder in
      let result = try Program(
        shell: "printf '\n a red\\nball \t\n' | \"$WURST\" generate - \(Self.small) -o a.png",
        in: folder
      ).wait()
      #expect(result.status == 0, "\(result.errors)")
      let metadata = try PictureMetadata.read(PNGReader.texts(Path(folder + "/a.png")))
      #expect(metadata?.recipe.prompt == "a red\nball")
    }
  }

  @Test(
    "a standard input that holds no prompt is refused",
    arguments: [
      ("< /dev/null", 64, "empty"), ("< spaces", 64, "empty"), ("< /dev/zero", 64, "64 kB"),
      ("< binary", 64, "UTF-8"), ("<&-", 66, "the standard input"),
      ("--image - < spaces", 64, "not both"),
    ])
  func noPrompt(input: String, status: Int, words: String) throws {
    try TemporaryFolder.withName { folder in
      try Data(" \n\t ".utf8).write(to: URL(filePath: folder + "/spaces"))
      try Data([0x61, 0xFF]).write(to: URL(filePath: folder + "/binary"))
      let result = try Program(
        shell: "\"$WURST\" generate - \(Self.small) -o a.png \(input)", in: folder
      ).wait()
      #expect(result.status == Int32(status) && result.errors.contains(words), "\(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder + "/a.png"))
    }
  }

  @Test(
    "what is wrong is said in one line, with its exit code",
    arguments: [
      (["generate"], 64, "<prompt>"),
      (["generate", "a", "--steps-c", "0"], 64, "Stage C"),
      (["generate", "a", "--threads", "0"], 64, "--threads"),
      (["generate", "a", "--sampler", "x"], 64, "ddpm"),
      (["bogus"], 64, "bogus"),
      ([], 64, "is not a terminal"),
      (["--theme", "none"], 66, "no theme"),
      (["--model", "none"], 66, "no model"),
      (["generate", "a", "--model", "none"], 66, "no model 'none'"),
      (["generate", "a", "--model", "./none"], 66, "no model file or folder at ./none"),
      (["generate", "a", "-o", "none/x.png"], 73, "none/x.png"),
      (["generate", "a", "-o", "/dev/full", "--steps-c", "1", "--steps-b", "1"], 73, "/dev/full"),
    ])
  func wrongUse(arguments: [String], status: Int, words: String) throws {
    try TemporaryFolder.withName { folder in
      let result = try Program(arguments, in: folder).wait()
      #expect(result.status == Int32(status))
      let complaints = result.errors.split(separator: "\n").filter { $0.hasPrefix("wurst: ") }
      #expect(complaints.count == 1 && result.errors.hasSuffix("\n"), "\(result.errors)")
      #expect(result.errors.contains(words), "\(result.errors)")
      #expect(result.output.isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test("a damaged model is refused with the file's name and exit code 65 or 66")
  func damagedModels() throws {
    try TemporaryFolder.withName { folder in
      let toy = try ResourceLocator(Installation(environment: [:])).model(
        ResourceLocator.defaultModel)
      let model = folder + "/m"
      for (name, status) in [
        ("stage_b.safetensors", Int32(65)), ("model.json", 65), ("text_encoder.safetensors", 66),
      ] {
        try FileManager.default.copyItem(atPath: toy.text, toPath: model)
        let path = model + "/" + name
        let whole = try Data(contentsOf: URL(filePath: path))
        try FileManager.default.removeItem(atPath: path)
        if status == 65 { try whole.prefix(whole.count / 2).write(to: URL(filePath: path)) }
        let result = try Program.run("generate", "a", "--model", "./m", in: folder)
        #expect(result.status == status && result.errors.contains(name), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        try FileManager.default.removeItem(atPath: model)
      }
    }
  }
}

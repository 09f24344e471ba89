import Engine
import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing
import wurst

@Suite("wurst interpolate")
struct InterpolateTests {
  private static let quick = ["--steps-c", "2", "--steps-b", "1", "--size", "128x128"]

  private func draw(_ prompt: String, _ seed: String, _ file: String, in folder: String) throws {
    let result = try Program(
      ["generate", prompt, "--seed", seed, "-o", file] + Self.quick, in: folder
    ).wait()
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test("between two pictures the ends are those pictures, and what lies between has its share")
  func pictures() throws {
    try TemporaryFolder.withName { folder in
      try draw("a red ball", "1", "a.png", in: folder)
      try draw("a blue cube", "2", "b.png", in: folder)
      let result = try Program(
        ["interpolate", "a.png", "b.png", "--count", "3", "-o", "way"], in: folder
      ).wait()
      #expect(result.status == 0, "\(result.errors)")
      let files = result.output.split(separator: "\n").map { folder + "/" + $0 }
      #expect(files.count == 3)
      let drawn = try files.map { try PNGReader.read(Path($0)) }
      let ends = try ["a.png", "b.png"].map { try PNGReader.read(Path(folder + "/" + $0)) }
      #expect(drawn[0].bitmap == ends[0].bitmap && drawn[2].bitmap == ends[1].bitmap)
      #expect(drawn[0].texts == ends[0].texts && drawn[2].texts == ends[1].texts)
      let middle = try #require(try PictureMetadata.read(drawn[1].texts)).recipe
      #expect(middle.prompt == "a red ball" && middle.seed == 1)
      #expect(
        middle.toward == .init(prompt: "a blue cube", negative: "", seed: 2, share: 0.5))
    }
  }

  @Test("a picture of another program is an end as far as its recipe can be taken over")
  func otherProgram() throws {
    try TemporaryFolder.withName { folder in
      let text =
        "a fox\nNegative prompt: fog\nSteps: 2, Sampler: Euler, CFG scale: 5, Seed: 9, Size: 130x128"
      try PNGWriter.write(
        Bitmap(width: 2, height: 2, filledWith: RGB(hex: 0)),
        texts: [PNGText(keyword: "parameters", text: text)], to: Path(folder + "/fox.png"))
      let result = try Program(
        ["interpolate", "fox.png", "a red ball", "--count", "2", "-o", "w.png"], in: folder
      ).wait()
      #expect(result.status == 0, "\(result.errors)")
      #expect(
        result.errors.contains(
          "fox.png was drawn by A1111; left out: size 130×128 (128×128 in its place); sampler Euler"
        ))
      let texts = try PNGReader.texts(Path(folder + "/w-1.png"))
      let recipe = try #require(try PictureMetadata.read(texts)).recipe
      #expect(recipe.prompt == "a fox" && recipe.negative == "fog" && recipe.seed == 9)
      #expect(recipe.stageC.steps == 2 && recipe.stageC.guidance == 5)
      #expect(recipe.size == PictureSize(width: 128, height: 128))
    }
  }

  @Test("a prompt next to a picture takes its seed and settings")
  func promptAndPicture() throws {
    try TemporaryFolder.withName { folder in
      try draw("a red ball", "1", "a.png", in: folder)
      let picture = try PNGReader.read(Path(folder + "/a.png")).bitmap
      for (from, to) in [("a.png", "a blue cube"), ("a blue cube", "a.png")] {
        let result = try Program(
          ["interpolate", from, to, "--count", "2", "-o", "w.png"], in: folder
        ).wait()
        #expect(result.output == "w-1.png\nw-2.png\n", "\(result.errors)")
        let drawn = try ["w-1.png", "w-2.png"].map { try PNGReader.read(Path(folder + "/" + $0)) }
        #expect(drawn[from == "a.png" ? 0 : 1].bitmap == picture)
        let other = try #require(
          try PictureMetadata.read(drawn[from == "a.png" ? 1 : 0].texts)
        ).recipe
        #expect(other.prompt == "a blue cube" && other.seed == 1 && other.stageC.steps == 2)
      }
    }
  }

  @Test("between two prompts the settings are those that are given")
  func prompts() throws {
    try TemporaryFolder.withName { folder in
      let result = try Program(
        ["interpolate", "a red ball", "a blue cube", "--count", "2", "--seed", "4"]
          + ["--toward-seed", "5"] + Self.quick, in: folder
      ).wait()
      #expect(result.output == "interpolation-4-1.png\ninterpolation-4-2.png\n")
      try draw("a blue cube", "5", "b.png", in: folder)
      #expect(
        try PNGReader.read(Path(folder + "/interpolation-4-2.png")).bitmap
          == PNGReader.read(Path(folder + "/b.png")).bitmap)
    }
  }

  @Test("a recipe that lacks what the model needs takes it from the model, and says so")
  func foreignRecipe() throws {
    try TemporaryFolder.withName { folder in
      try draw("a red ball", "1", "a.png", in: folder)
      var kept = try #require(try PictureMetadata.read(PNGReader.texts(Path(folder + "/a.png"))))
      kept.recipe.stageB.temperature = nil
      kept.recipe.stageB.sampler = nil
      kept.recipe.model = "of-the-other-kind"
      try PNGWriter.write(
        Bitmap(width: 1, height: 1, rgb: [1, 2, 3]), texts: kept.pngTexts(width: 1, height: 1),
        to: Path(folder) / "other.png")
      let result = try Program(
        [
          "interpolate", "other.png", "a red ball", "--model", "toy-scenes", "--count", "2", "-o",
          "w.png",
        ], in: folder
      ).wait()
      #expect(result.status == 0, "\(result.errors)")
      let sentence =
        "other.png: The recipe does not fit toy-scenes, whose own values stand for the temperature "
        + "of Stage B and the sampler of Stage B."
      #expect(result.errors.components(separatedBy: sentence).count == 2, "\(result.errors)")
      let drawn = try PNGReader.read(Path(folder + "/w-1.png"))
      #expect(drawn.bitmap == (try PNGReader.read(Path(folder + "/a.png")).bitmap))
      let recipe = try #require(try PictureMetadata.read(drawn.texts)).recipe
      #expect(recipe.stageB.temperature != nil && recipe.stageB.sampler != nil)
    }
  }

  @Test("ends that do not fit together are refused with what keeps them apart")
  func refused() throws {
    try TemporaryFolder.withName { folder in
      try draw("a red ball", "1", "a.png", in: folder)
      let other = try Program(
        [
          "generate", "a ball", "--steps-c", "3", "--steps-b", "1", "--size", "64x64", "-o",
          "b.png",
        ],
        in: folder
      ).wait()
      #expect(other.status == 0)
      try PNGWriter.write(
        Bitmap(width: 1, height: 1, rgb: [1, 2, 3]), texts: [], to: Path(folder + "/bare.png"))
      var foreign = PictureMetadata(
        recipe: try #require(try PictureMetadata.read(PNGReader.texts(Path(folder + "/a.png"))))
          .recipe,
        fingerprint: nil)
      foreign.recipe.model = "nowhere"
      try PNGWriter.write(
        Bitmap(width: 1, height: 1, rgb: [1, 2, 3]), texts: foreign.pngTexts(width: 1, height: 1),
        to: Path(folder) / "foreign.png")
      for (arguments, status, words) in [
        (["a.png", "b.png"], 64, "the size, the steps of Stage C"),
        (["a.png", "none.png"], 66, "none.png"), (["a.png", "bare.png"], 65, "no recipe"),
        (["foreign.png", "a"], 66, "--model"), (["a.png", "b", "--steps-b", "3"], 64, "--steps-b"),
        (["a.png", "b", "--preset", "draft"], 64, "--preset"),
        (["a.png", "b", "--seed", "3"], 64, "--seed"),
        (["b", "a.png", "--toward-seed", "3"], 64, "--toward-seed"),
        (["a", "b", "--count", "1"], 64, "--count"),
        (["a.png", "b", "-o", "none/way/"], 73, "none/way"),
      ] as [([String], Int32, String)] {
        let result = try Program(["interpolate"] + arguments, in: folder).wait()
        #expect(result.status == status, "\(arguments): \(result.errors)")
        #expect(result.errors.contains(words), "\(arguments): \(result.errors)")
        #expect(result.output.isEmpty)
      }
    }
  }
}

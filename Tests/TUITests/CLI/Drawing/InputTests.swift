import Engine
import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing
import wurst

@Suite("wurst generate with a picture to begin from")
struct InputTests {
  private let pipeline: Pipeline

  init() throws {
    pipeline = Pipeline(
      model: try Model(ModelFolder(BuiltInModels.path("toy-scenes"))), threads: 2)
  }

  private func generate(_ arguments: String..., in folder: String) throws -> Bitmap {
    let result = try Program(
      [
        "generate", "a blue cube on sand at sunset", "--image", Fixtures.ball, "--seed", "2",
        "-o", "a.png",
      ] + arguments, in: folder
    ).wait()
    #expect(result.status == 0, "\(result.errors)")
    return try PNGReader.read(Path(folder + "/a.png")).bitmap
  }

  private func latent(_ bitmap: Bitmap) throws -> Latent {
    try pipeline.latent(
      of: Picture(width: bitmap.width, height: bitmap.height, rgb: bitmap.rgb),
      size: .init(width: 512, height: 512), cancellation: Cancellation())
  }

  /// The mean squared difference of two latents over the columns that `isIncluded` names.
  private func distance(
    _ a: Latent, _ b: Latent, _ isIncluded: (Int) -> Bool = { _ in true }
  ) -> Float {
    let places = a.values.indices.filter { isIncluded($0 % a.width) }
    return places.reduce(0) { $0 + (a.values[$1] - b.values[$1]) * (a.values[$1] - b.values[$1]) }
      / Float(places.count)
  }

  @Test("the stronger, the further from the picture; at 0 its latent is kept")
  func strengths() throws {
    try TemporaryFolder.withName { folder in
      let original = try latent(ImageReader.read(Path(Fixtures.ball)).bitmap)
      var distances: [Float] = []
      for strength in ["0", "0.3", "0.9"] {
        let bitmap = try generate("--strength", strength, in: folder)
        distances.append(distance(try latent(bitmap), original))
        let recipe = try #require(
          try PictureMetadata.read(PNGReader.texts(Path(folder + "/a.png")))
        )
        .recipe
        #expect(
          recipe.input?.strength == Float(strength) && recipe.input?.path == Path(Fixtures.ball))
        #expect(recipe.input?.fingerprint.count == 16)
      }
      #expect(
        distances[0] < 0.2 * distances[1] && distances[1] < 0.8 * distances[2], "\(distances)")
    }
  }

  @Test("what is dark in the mask stays as it was, what is bright is drawn anew")
  func mask() throws {
    try TemporaryFolder.withName { folder in
      var mask = Bitmap(width: 8, height: 8, filledWith: RGB(hex: 0))
      for y in 0..<8 { for x in 4..<8 { mask[x, y] = RGB(hex: 0xFFFFFF) } }
      try PNGWriter.write(mask, texts: [], to: Path(folder + "/mask.png"))
      let original = try latent(ImageReader.read(Path(Fixtures.ball)).bitmap)
      let drawn = try latent(generate("--mask", "mask.png", in: folder))
      let half = original.width / 2
      let kept = distance(drawn, original) { $0 < half }
      let new = distance(drawn, original) { $0 >= half }
      #expect(kept < 0.25 * new, "\(kept) \(new)")
      let recipe = try #require(try PictureMetadata.read(PNGReader.texts(Path(folder + "/a.png"))))
        .recipe
      #expect(recipe.input?.strength == 1 && recipe.input?.mask?.path == Path(folder) / "mask.png")
    }
  }

  private static let impossible: [([String], Int32, String)] = [
    (["--mask", "m.png"], 64, "--image"), (["--strength", "0.5"], 64, "--image"),
    (["--image", "none.png"], 66, "none.png"),
    (["--image", Fixtures.ball, "--mask", "no.png"], 66, "no.png"),
    (["--image", Fixtures.ball, "--strength", "2"], 64, "--strength"),
    (["--image", Fixtures.ball, "--strength", "0", "--steps-c", "3"], 64, "--steps-c"),
    (["--image", Fixtures.ball, "--strength", "0", "--mask", Fixtures.ball], 64, "--mask"),
    (["--share", "0.5"], 64, "--toward"), (["--toward", "b", "--share", "2"], 64, "--share"),
    (
      ["--model", Goldens.secondGeneration.joined(separator: ","), "--image", Fixtures.ball], 66,
      "encoder"
    ),
    (["--size", "100x512"], 64, "96x512, 128x512"), (["--count", "65"], 64, "1…64"),
    (["--memory", "1M"], 69, "--memory allows"), (["--lora", "none"], 66, "none"),
  ]

  @Test(
    "what cannot be done is said before any time is spent",
    arguments: impossible)
  func refused(arguments: [String], status: Int32, words: String) throws {
    try TemporaryFolder.withName { folder in
      let result = try Program(["generate", "a"] + arguments, in: folder).wait()
      #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
      #expect(result.output.isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }
}

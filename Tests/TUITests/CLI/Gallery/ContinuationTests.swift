import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing
import wurst

@Suite("Going on from what pictures carry")
struct ContinuationTests {
  private static let small = ["--size", "128x128", "--steps-c", "2", "--seed", "1", "--quiet"]

  private func generate(_ arguments: [String], in folder: String) throws -> Program.Result {
    try Program(["generate"] + arguments, in: folder).wait()
  }

  private func pixels(_ folder: String, _ name: String) throws -> Bitmap {
    try PNGReader.read(Path(folder) / name).bitmap
  }

  private func metadata(_ folder: String, _ name: String) throws -> PictureMetadata? {
    try PictureMetadata.read(PNGReader.texts(Path(folder) / name))
  }

  @Test(
    "another account draws the same picture from Stage B and from Stage A, and other ones as a whole run does"
  )
  func elsewhere() throws {
    try TemporaryFolder.withName { home in
      let drawn = try generate(
        ["a red ball on grass", "--steps-b", "2", "-o", "a.png"] + Self.small, in: home)
      #expect(drawn.status == 0, "\(drawn.errors)")
      _ = try generate(
        ["a red ball on grass", "--steps-b", "1", "--seed-b", "5", "-o", "b.png"] + Self.small,
        in: home)
      try TemporaryFolder.withName { other in
        try FileManager.default.copyItem(atPath: home + "/a.png", toPath: other + "/friend.png")
        for stage in [[], ["--stage", "b"], ["--stage", "a"]] {
          let again = try generate(
            ["--from", "friend.png", "-o", "again.png", "--quiet"] + stage, in: other)
          #expect(again.status == 0, "\(again.errors)")
          #expect(try pixels(other, "again.png") == pixels(home, "a.png"), "\(stage)")
          #expect(try metadata(other, "again.png") == metadata(home, "a.png"))
        }
        let changed = try generate(
          [
            "--from", "again.png", "--steps-b", "1", "--seed-b", "5", "-o", "changed.png",
            "--json",
          ], in: other)
        #expect(try pixels(other, "changed.png") == pixels(home, "b.png"))
        #expect(try metadata(other, "changed.png") == metadata(home, "b.png"))
        #expect(changed.output.contains("\"file\":\"changed.png\""))
        #expect(changed.output.contains("\"steps\":1") && changed.output.contains("\"c\":0"))
      }
    }
  }

  @Test("of pictures that were drawn together each goes on as itself")
  func together() throws {
    try TemporaryFolder.withName { home in
      _ = try generate(
        ["a blue star", "--steps-b", "1", "--count", "2", "-o", "a.png"] + Self.small, in: home)
      for number in ["1", "2"] {
        for stage in ["a", "b"] {
          let again = try generate(
            ["--from", "a-\(number).png", "--stage", stage, "-o", "again.png", "--quiet"], in: home)
          #expect(again.status == 0, "\(again.errors)")
          #expect(try pixels(home, "again.png") == pixels(home, "a-\(number).png"))
          #expect(try metadata(home, "again.png")?.number == Int(number))
        }
      }
    }
  }

  @Test("a trace is left out where it is not wanted, and what has none is refused")
  func without() throws {
    try TemporaryFolder.withName { home in
      let ball = ["ball", "--steps-b", "1"] + Self.small
      _ = try generate(ball + ["-o", "a.png", "--no-trace"], in: home)
      #expect(try TraceChunk.read(Path(home) / "a.png") == nil)
      _ = try Program(
        ["config", "set", "gallery.trace", "false"], in: home
      ).wait()
      _ = try generate(ball + ["-o", "b.png"], in: home)
      #expect(try TraceChunk.read(Path(home) / "b.png") == nil)
      #expect(try pixels(home, "a.png") == pixels(home, "b.png"))
      let refused = try generate(["--from", "a.png"], in: home)
      #expect(refused.status == Failure.Status.damaged.rawValue)
      #expect(
        refused.errors
          == "wurst: a.png carries no latent to go on from: it was written without, or another "
          + "program has changed it\n")
      try PNGWriter.write(pixels(home, "a.png"), texts: [], to: Path(home) / "plain.png")
      #expect(
        try generate(["--from", "plain.png"], in: home).errors
          == "wurst: plain.png carries no recipe of wurst, and nothing to go on from\n")
    }
  }

  @Test("a JPEG and the standard input are refused with what to do")
  func noPNG() throws {
    try TemporaryFolder.withName { home in
      _ = try generate(["ball", "--steps-b", "1", "-o", "a.jpg"] + Self.small, in: home)
      let refused = try generate(["--from", "a.jpg"], in: home)
      #expect(refused.status == Failure.Status.damaged.rawValue)
      #expect(
        refused.errors
          == "wurst: a.jpg is no PNG picture, and no other carries a latent to go on from; name the "
          + "PNG of it\n")
      let streamed = try generate(["--from", "-"], in: home)
      #expect(streamed.status == Failure.Status.usage.rawValue)
      #expect(streamed.errors.contains("--from does not read the standard input"))
    }
  }

  @Test("a picture of another model is refused")
  func otherModel() throws {
    try TemporaryFolder.withName { home in
      _ = try generate(["ball", "--steps-b", "1", "-o", "a.png"] + Self.small, in: home)
      let path = Path(home) / "a.png"
      let picture = try PNGReader.read(path)
      let trace = try #require(try TraceChunk.read(path))
      var metadata = try #require(try PictureMetadata.read(picture.texts))
      metadata.fingerprint = "0123456789abcdef"
      try AtomicFile.write(
        PNGWriter.encode(
          picture.bitmap, texts: metadata.pngTexts(width: 128, height: 128),
          chunks: [TraceChunk.chunk(trace)]), to: path)
      let refused = try generate(["--from", "a.png"], in: home)
      #expect(refused.status == Failure.Status.damaged.rawValue)
      #expect(
        refused.errors.contains(
          "a.png was drawn with another model than 'toy-scenes', for which its latent means nothing"
        ))
    }
  }

  @Test(
    "what the picture brings itself is not taken from options",
    arguments: [
      (["ball"], "--from takes the prompt from a.png"),
      (["--steps-c", "3"], "--steps-c does not apply"),
      (["--seed", "3"], "--seed does not apply"), (["--count", "2"], "--count does not apply"),
      (["--toward", "x"], "--toward does not apply"), (["--lora", "x"], "--lora does not apply"),
      (["--image", "x.png"], "--image does not apply"),
      (
        ["--stage", "a", "--steps-b", "2"], "--steps-b does not apply: Stage C and Stage B are that"
      ),
    ])
  func refused(arguments: [String], message: String) throws {
    try TemporaryFolder.withName { home in
      let result = try generate(["--from", "a.png"] + arguments, in: home)
      #expect(result.status == Failure.Status.usage.rawValue)
      #expect(result.errors.contains(message), "\(result.errors)")
    }
  }

  @Test("without a prompt and a picture, and with a stage alone, it says what is missing")
  func missing() throws {
    try TemporaryFolder.withName { home in
      let without = try generate([], in: home)
      #expect(without.errors.contains("the <prompt> is missing"))
      let alone = try generate(["ball", "--stage", "a"], in: home)
      #expect(alone.errors.contains("--stage needs a picture to go on from; add --from"))
    }
  }
}

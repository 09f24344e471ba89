import Files
import Foundation
import Recipes
import Render
import TestSupport
import Testing
import wurst

@Suite("wurst show")
struct ShowTests {
  private static let settings =
    "Steps: 20, Sampler: Euler a, CFG scale: 7.5, Seed: 42, Size: 500x512, Model: dreamshaper_8"

  private func save(_ texts: [PNGText], as name: String, in folder: String) throws {
    let bitmap = Bitmap(width: 4, height: 2, filledWith: RGB(hex: 0x804020))
    try PNGWriter.write(bitmap, texts: texts, to: Path(folder + "/" + name))
  }

  private func object(_ line: some StringProtocol) throws -> [String: Any] {
    try #require(
      JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
  }

  @Test("says in words what another program wrote, and what of it is taken over")
  func words() throws {
    try TemporaryFolder.withName { folder in
      let text = "a fox\nin snow\nNegative prompt: \u{1B}[31mfog\n" + Self.settings
      try save([PNGText(keyword: "parameters", text: text)], as: "a.png", in: folder)
      let result = try Program.run("show", "a.png", in: folder)
      #expect(result.status == 0 && result.errors == "")
      #expect(
        result.output == """
          a.png: drawn by A1111

          Prompt           a fox in snow
          Negative prompt  \u{FFFD}[31mfog
          Seed             42
          Size             500×512
          Steps            20
          Guidance         7.5
          Sampler          Euler a
          Model            dreamshaper_8

          wurst takes over: prompt, negative prompt, seed, steps, guidance
          It leaves out: size 500×512 (512×512 in its place); sampler Euler a; model dreamshaper_8

          """)
    }
  }

  @Test("prints an object for each file, with numbers as they stand there")
  func json() throws {
    try TemporaryFolder.withName { folder in
      let text = "a\n" + Self.settings.replacing("42", with: "18446744073709551615")
      try save([PNGText(keyword: "parameters", text: text)], as: "a.png", in: folder)
      try save([], as: "b.png", in: folder)
      let result = try Program.run("show", "--json", "a.png", "b.png", in: folder)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("\"seed\":18446744073709551615,"))
      let lines = result.output.split(separator: "\n")
      #expect(lines.count == 2)
      let (first, second) = (try object(lines[0]), try object(lines[1]))
      #expect(first["file"] as? String == "a.png" && first["program"] as? String == "A1111")
      #expect(first["prompt"] as? String == "a" && first["negative"] is NSNull)
      #expect(first["steps"] as? Int == 20 && first["guidance"] as? Double == 7.5)
      #expect(first["width"] as? Int == 500 && first["height"] as? Int == 512)
      #expect(first["sampler"] as? String == "Euler a")
      #expect(first["model"] as? String == "dreamshaper_8")
      let recipe = try #require(first["recipe"] as? [String: Any])
      #expect(recipe["model"] as? String == "toy-scenes" && recipe["prompt"] as? String == "a")
      let names = [
        "file", "height", "guidance", "left_out", "model", "negative", "program", "prompt",
        "recipe",
        "sampler", "seed", "settings", "steps", "width",
      ]
      #expect(Set(first.keys) == Set(names) && Set(second.keys) == Set(names))
      #expect(second["program"] is NSNull && second["recipe"] is NSNull)
    }
  }

  @Test("a picture of wurst's has the same names, and its own recipe")
  func own() throws {
    try TemporaryFolder.withName { folder in
      let drawn = try Program.run(
        "generate", "a red ball", "--negative", "fog", "--seed", "5", "--steps-c", "2",
        "--steps-b", "1", "--size", "128x128", "-o", "a.jpg", in: folder)
      #expect(drawn.status == 0, "\(drawn.errors)")
      let json = try object(try Program.run("show", "--json", "a.jpg", in: folder).output)
      #expect(json["program"] as? String == "wurst" && json["prompt"] as? String == "a red ball")
      #expect(json["negative"] as? String == "fog" && json["seed"] as? Int == 5)
      #expect(json["steps"] as? Int == 2 && json["width"] as? Int == 128)
      #expect(json["sampler"] as? String == "ddpm" && json["model"] as? String == "toy-scenes")
      #expect((json["recipe"] as? [String: Any])?["seed"] as? Int == 5)
      let words = try Program.run("show", "a.jpg", in: folder).output
      #expect(words.hasPrefix("a.jpg: drawn by \(Version.text)\n\nPrompt "))
      #expect(words.contains("\nStage B steps ") && !words.contains("takes over"))
      let piped = try Program(shell: "\"$WURST\" show - < a.jpg", in: folder).wait()
      #expect(piped.output == words.replacing("a.jpg", with: "-"))
    }
  }

  @Test("what cannot be read is said in one line, and is in nobody's way")
  func failures() throws {
    try TemporaryFolder.withName { folder in
      try save([], as: "a.png", in: folder)
      try Data("words".utf8).write(to: URL(filePath: folder + "/b.png"))
      try save(
        [PNGText(keyword: PictureMetadata.keyword, text: "{")], as: "c.png", in: folder)
      for (name, status, text) in [
        ("none.png", 66, "there is no file none.png"),
        ("b.png", 65, "b.png is text; only PNG, JPEG and WebP pictures can be read"),
        ("c.png", 65, "c.png: the recipe in the picture is damaged"),
        (".", 66, "cannot read .: it is not a plain file"),
      ] {
        let result = try Program.run("show", name, in: folder)
        #expect(result.status == status && result.output == "", "\(name)")
        #expect(result.errors == "wurst: \(text)\n")
      }
      let several = try Program.run("show", "b.png", "a.png", "none.png", in: folder)
      #expect(several.status == 65)
      #expect(several.output.contains("a.png: nothing in it says how it was made"))
      #expect(several.errors.split(separator: "\n").count == 3)
    }
  }

  @Test("recipes are taken over for the model that is named, on either side of the command")
  func model() throws {
    try TemporaryFolder.withName { folder in
      try save([], as: "a.png", in: folder)
      for arguments in [
        ["show", "a.png", "--model", "none"], ["--model", "none", "show", "a.png"],
      ] {
        let result = try Program(arguments, in: folder).wait()
        #expect(result.status == 66 && result.errors.contains("there is no model 'none'"))
      }
    }
  }
}

import Engine
import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing
import wurst

@Suite("The models command")
struct ModelsTests {
  @Test("the built-in model is listed with the size it draws")
  func list() throws {
    let result = try TemporaryFolder.withName { try Program.run("models", in: $0) }
    let line = result.output.split(separator: "\n").first { $0.hasPrefix("toy-scenes") }
    #expect(result.status == 0)
    #expect(line?.contains(/1 +512×512 +multiples of 32 from 32 to 4096 +yes +\//) == true)
  }

  @Test("a model of the user's hides one of the same name, and a damaged one is listed as such")
  func ownModels() throws {
    let output = try TemporaryFolder.withName { folder in
      let own = folder + "/.local/share/wurst/models/toy-scenes"
      try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
      try Data("{}".utf8).write(to: URL(filePath: own + "/model.json"))
      return try Program.run("models", "list", in: folder).output
    }
    let lines = output.split(separator: "\n").filter { $0.hasPrefix("toy-scenes") }
    #expect(lines.count == 1 && lines.first?.contains("damaged") == true)
  }

  @Test("every part of a model is shown with what it is used for")
  func inspect() throws {
    let result = try TemporaryFolder.withName {
      try Program.run("models", "inspect", "toy-scenes", in: $0)
    }
    #expect(result.status == 0 && result.output.contains("native folder"))
    for part in ["text", "stageC", "stageB", "stageA", "encoder"] {
      #expect(result.output.split(separator: "\n").contains { $0.hasPrefix(part + " ") })
    }
    #expect(result.output.contains("6.0 M") && result.output.contains("draws tokens"))
  }

  @Test(
    "other formats are told by their content",
    arguments: [
      ("v2/combined_from_folders/model/wuerstchen", "diffusers folder"),
      ("v1/pt_checkpoint/model_stage_x.pt", "torch file"),
      ("v1/prior/weights.safetensors", "safetensors file"),
    ])
  func formats(_ path: String, _ format: String) throws {
    let place = Goldens.path(path)
    let result = try TemporaryFolder.withName {
      try Program.run("models", "inspect", place, in: $0)
    }
    #expect(result.status == 0 && result.output.hasPrefix("\(place): \(format)\n"))
  }

  @Test("of several weights those of the variant are looked at")
  func variants() throws {
    try TemporaryFolder.withName { folder in
      let prior = Goldens.path("v2/load_variants/mixed/prior")
      let plain = try Program.run("models", "inspect", prior, in: folder)
      let half = try Program.run("models", "inspect", prior, "--variant", "fp16", in: folder)
      #expect(plain.output.contains(" F32 ") && half.output.contains(" F16 "))
    }
  }

  @Test("what is not there and what is no model end with their exit codes")
  func refused() throws {
    try TemporaryFolder.withName { folder in
      #expect(try Program.run("models", "inspect", "nothing", in: folder).status == 66)
      try Data("text".utf8).write(to: URL(filePath: folder + "/notes.txt"))
      let result = try Program.run("models", "inspect", "notes.txt", in: folder)
      #expect(result.status == 65 && result.errors.contains("notes.txt"))
    }
  }

  @Test("a model that was added is listed, looked into, drawn with and removed under its name")
  func registered() throws {
    try TemporaryFolder.withName { folder in
      let added = try Program(
        ["models", "add", "tiny", "--variant", "fp16"] + Goldens.secondGeneration, in: folder
      ).wait()
      #expect(added.status == 0, "\(added.errors)")
      let registry = try ModelRegistry(Path(folder) / ".local/share/wurst/models.json")
      #expect(
        registry.models == [
          "tiny": .init(paths: Goldens.secondGeneration.map { Path($0) }, variant: "fp16")
        ])
      for words in ["version 2", "1024×1024", "multiples of 128", "Stage C 31.7 k", "no encoder"] {
        #expect(added.output.contains(words), "\(added.output)")
      }
      let listed = try Program.run("models", in: folder).output
      #expect(listed.contains(/tiny +2 +1024×1024 +multiples of 128 from 128 to 4096 +no +\//))
      let inspected = try Program.run("models", "inspect", "tiny", in: folder)
      #expect(inspected.status == 0 && inspected.output.contains("DiffNeXt"))
      #expect(inspected.output.contains("tiny: Würstchen version 2"))

      let drawn = try Program(
        [
          "generate", "a fox", "--model", "tiny", "--size", "128x128", "--steps-c", "1",
          "--steps-b", "1", "-o", "fox.png",
        ], in: folder
      ).wait()
      #expect(drawn.status == 0, "\(drawn.errors)")
      let metadata = try PictureMetadata.read(PNGReader.texts(Path(folder + "/fox.png")))
      #expect(metadata?.recipe.model == "tiny")

      #expect(try Program.run("models", "remove", "tiny", in: folder).status == 0)
      #expect(try !Program.run("models", in: folder).output.contains("tiny"))
      #expect(try Program.run("models", "remove", "tiny", in: folder).status == 66)
    }
  }

  @Test("a native folder draws under the name that it was registered with")
  func renamed() throws {
    try TemporaryFolder.withName { folder in
      let toy = BuiltInModels.path("toy-scenes").text
      #expect(try Program.run("models", "add", "mine", toy, in: folder).status == 0)
      let drawn = try Program(
        [
          "generate", "a ball", "--model", "mine", "--steps-c", "1", "--steps-b", "1", "-o",
          "a.png",
        ], in: folder
      ).wait()
      #expect(drawn.status == 0, "\(drawn.errors)")
      #expect(
        try PictureMetadata.read(PNGReader.texts(Path(folder + "/a.png")))?.recipe.model == "mine")
    }
  }

  @Test("a model whose files have gone is listed as missing, and says so when it is opened")
  func gone() throws {
    try TemporaryFolder.withName { folder in
      let copy = folder + "/copy"
      try FileManager.default.copyItem(
        atPath: Goldens.path("v2/combined_single_folder/model"), toPath: copy)
      #expect(try Program.run("models", "add", "single", "copy", in: folder).status == 0)
      try FileManager.default.removeItem(atPath: copy)
      let listed = try Program.run("models", in: folder)
      #expect(listed.status == 0 && listed.output.contains(/single +missing/))
      for arguments in [["models", "inspect", "single"], ["generate", "a", "--model", "single"]] {
        let result = try Program(arguments, in: folder).wait()
        #expect(result.status == 66 && result.errors.contains("/copy"), "\(result.errors)")
      }
      #expect(try Program.run("models", "remove", "single", in: folder).status == 0)
    }
  }

  @Test("what is no model, a taken name and a name that cannot be told from a path are refused")
  func refusedNames() throws {
    try TemporaryFolder.withName { folder in
      let toy = BuiltInModels.path("toy-scenes").text
      let decoder = Goldens.secondGeneration[1]
      for (arguments, status, words) in [
        (["half", decoder], 66, "Stage C"), (["none", "nowhere"], 66, "nowhere"),
        (["toy-scenes", toy], 64, "--replace"), (["a/b", toy], 64, "slash"),
        (["a,b", toy], 64, "comma"), (["a\u{7}", toy], 64, "cannot be seen"),
        (["", toy], 64, "empty"), ([".a", toy], 64, "dot"),
      ] as [([String], Int32, String)] {
        let result = try Program(["models", "add"] + arguments, in: folder).wait()
        #expect(result.status == status, "\(arguments): \(result.errors)")
        #expect(result.errors.contains(words), "\(result.errors)")
      }
      #expect(!FileManager.default.fileExists(atPath: folder + "/.local"))
      #expect(
        try Program.run("models", "add", "toy-scenes", toy, "--replace", in: folder).status == 0)
      #expect(try Program.run("models", "remove", "toy-scenes", in: folder).status == 0)
      let builtIn = try Program.run("models", "remove", "toy-scenes", in: folder)
      #expect(builtIn.status == 64 && builtIn.errors.contains("came with the program"))
    }
  }
}

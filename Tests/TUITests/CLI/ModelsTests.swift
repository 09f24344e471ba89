import Foundation
import TestSupport
import Testing

@Suite("The models command")
struct ModelsTests {
  private static let goldens = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Goldens")

  @Test("the built-in model is listed with the size it draws")
  func list() throws {
    let result = try TemporaryFolder.with { try Program.run("models", in: $0) }
    let line = result.output.split(separator: "\n").first { $0.hasPrefix("toy-scenes") }
    #expect(result.status == 0 && line?.contains("512×512") == true)
  }

  @Test("a model of the user's hides one of the same name, and a damaged one is listed as such")
  func ownModels() throws {
    let output = try TemporaryFolder.with { folder in
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
    let result = try TemporaryFolder.with {
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
    let place = Self.goldens.appending(path: path).path
    let result = try TemporaryFolder.with { try Program.run("models", "inspect", place, in: $0) }
    #expect(result.status == 0 && result.output.hasPrefix("\(place): \(format)\n"))
  }

  @Test("what is not there and what is no model end with their exit codes")
  func refused() throws {
    try TemporaryFolder.with { folder in
      #expect(try Program.run("models", "inspect", "nothing", in: folder).status == 66)
      try Data("text".utf8).write(to: URL(filePath: folder + "/notes.txt"))
      let result = try Program.run("models", "inspect", "notes.txt", in: folder)
      #expect(result.status == 65 && result.errors.contains("notes.txt"))
    }
  }
}

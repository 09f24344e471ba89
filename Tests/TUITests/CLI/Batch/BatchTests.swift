import Engine
import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing
import wurst

@Suite("wurst generate --prompts", .serialized)
struct BatchTests {
  private static let quick = ["--size", "64x64", "--steps-c", "2", "--steps-b", "1"]

  private func draw(_ arguments: [String], in folder: String) throws -> Program.Result {
    try Program(["generate", "--prompts"] + arguments + Self.quick, in: folder).wait()
  }

  private func write(_ text: String, to name: String = "list.txt", in folder: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
  }

  private func recipe(_ name: String, in folder: String) throws -> Recipe {
    try #require(try PictureMetadata.read(ImageReader.texts(Path(folder) / name))).recipe
  }

  private static let list = """
    \u{FEFF}# three pictures\r
    a red ball on grass\r

      # and more
    {"prompt": "a {blue} cube", "seed": 7, "stageC": {"steps": 3}}
    a {green|pink} star
    """

  @Test("each line is drawn, a prompt or a recipe, into files that are numbered in order")
  func lines() throws {
    try TemporaryFolder.withName { folder in
      try write(Self.list, in: folder)
      let result = try draw(["list.txt", "-o", "out", "--seed", "3"], in: folder)
      #expect(result.status == 0, "\(result.errors)")
      let names = (1...4).map { "out/list-000\($0).png" }
      #expect(result.output == names.joined(separator: "\n") + "\n")
      let recipes = try names.map { try recipe($0, in: folder) }
      #expect(
        recipes.map(\.prompt) == [
          "a red ball on grass", "a {blue} cube", "a green star", "a pink star",
        ])
      #expect(recipes.map(\.seed) == [3, 7, 3, 3] && recipes.map(\.stageC.steps) == [2, 3, 2, 2])
      let alone = try Program(
        ["generate", "a red ball on grass", "--seed", "3", "-o", "alone.png"] + Self.quick,
        in: folder
      ).wait()
      #expect(alone.status == 0)
      #expect(
        try PNGReader.read(Path(folder) / "alone.png").bitmap
          == PNGReader.read(Path(folder) / names[0]).bitmap)
    }
  }

  @Test("what is there already is not drawn again, whatever seed it was given, but with --force")
  func resuming() throws {
    try TemporaryFolder.withName { folder in
      try write("a red ball\na star\n", in: folder)
      let first = try draw(["list.txt"], in: folder)
      #expect(first.output == "list-0001.png\nlist-0002.png\n", "\(first.errors)")
      let seed = try recipe("list-0001.png", in: folder).seed
      try FileManager.default.removeItem(atPath: folder + "/list-0002.png")
      try write("a red ball\na star\n{\"prompt\": \"a cube\"}\n", in: folder)
      let second = try draw(["list.txt"], in: folder)
      #expect(second.output == "list-0002.png\nlist-0003.png\n", "\(second.errors)")
      #expect(second.errors.contains("1 of 3 pictures are there already"))
      #expect(try recipe("list-0001.png", in: folder).seed == seed)
      #expect(try draw(["list.txt"], in: folder).output.isEmpty)
      let other = try draw(["list.txt", "--seed", "\(seed &+ 1)"], in: folder)
      #expect(other.status == 64 && other.errors.contains("list-0001.png is there already"))
      let forced = try draw(["list.txt", "--seed", "\(seed &+ 1)", "--force"], in: folder)
      #expect(forced.output.split(separator: "\n").count == 3, "\(forced.errors)")
      #expect(try recipe("list-0001.png", in: folder).seed == seed &+ 1)
    }
  }

  @Test("a file that another recipe drew, or none, is never replaced")
  func strangers() throws {
    try TemporaryFolder.withName { folder in
      try write("a red ball\n", in: folder)
      for stranger in ["list-0001.png", "text"] {
        if stranger == "text" {
          try write("precious", to: "list-0001.png", in: folder)
        } else {
          _ = try Program(["generate", "star", "-o", stranger] + Self.quick, in: folder).wait()
        }
        let before = try Data(contentsOf: URL(filePath: folder + "/list-0001.png"))
        let result = try draw(["list.txt"], in: folder)
        #expect(result.status == 64 && result.errors.contains("line 1 of list.txt"))
        #expect(try Data(contentsOf: URL(filePath: folder + "/list-0001.png")) == before)
      }
    }
  }

  @Test("all that is wrong is named with its line before anything is drawn")
  func problems() throws {
    try TemporaryFolder.withName { folder in
      let lines: [(line: String, words: String)] = [
        (#"{"prompt": "a", "stageC": {"steps": 0}}"#, "outside 1…1000"),
        (#"{"prompt": "a", "stageC": {"step": 1}}"#, "no 'stageC.step'"),
        (#"{"prompt": "a" "seed": 1}"#, "no JSON"),
        (#"{"prompt": "a", "stageC": {"sampler": "x"}}"#, "'stageC.sampler' cannot be 'x'"),
        (#"{"seed": 1}"#, "the prompt is empty"),
        (#"{"prompt": "a", "seed": 4294967296}"#, "outside 0…4294967295"),
        (#"{"prompt": 3}"#, "'prompt' cannot be 3"),
        (#"{"prompt": "a", "size": {"width": 65, "height": 64}}"#, "cannot draw 65×64"),
        (#"{"prompt": "a", "model": "none"}"#, "no model 'none'"),
        (#"{"prompt": "a", "input": {"path": "none.png"}}"#, "no file"),
        ("a {b|c {d", "no }"),
      ]
      try write("a ball\n" + lines.map(\.line).joined(separator: "\n"), in: folder)
      let result = try draw(["list.txt", "--json", "-o", "out"], in: folder)
      #expect(result.status == 65)
      for (index, line) in lines.enumerated() {
        let complaint = result.errors.split(separator: "\n").first {
          $0.hasPrefix("wurst: list.txt:\(index + 2): ")
        }
        #expect(complaint?.contains(line.words) == true, "\(line): \(complaint ?? "")")
      }
      #expect(result.errors.hasSuffix("11 lines of list.txt cannot be drawn; nothing was drawn\n"))
      #expect(result.output.contains(#"{"error":"the number of steps of Stage C 0 is"#))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["list.txt"])
    }
  }

  @Test("a line that fails while it is drawn does not stop the others, and is listed at the end")
  func failure() throws {
    try TemporaryFolder.withName { folder in
      let toy = try ResourceLocator(Installation(environment: [:])).model("toy-scenes")
      let models = folder + "/.local/share/wurst/models"
      try FileManager.default.createDirectory(atPath: models, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: toy.text, toPath: models + "/odd")
      let weights = try #require(
        FileManager.default.contentsOfDirectory(atPath: models + "/odd")
          .first { $0.contains("stage_a") || $0.contains("vqgan") || $0.contains("vq") })
      let path = URL(filePath: models + "/odd/" + weights)
      var bytes = try Data(contentsOf: path)
      // Numbers that are none.
      bytes.replaceSubrange(
        bytes.count / 2..<bytes.count,
        with: repeatElement(0xFF, count: bytes.count - bytes.count / 2))
      try bytes.write(to: path)
      try write("{\"prompt\": \"a ball\", \"model\": \"odd\"}\na star\n", in: folder)
      let result = try draw(["list.txt", "--json"], in: folder)
      #expect(result.status == 65, "\(result.errors)")
      let errors = result.errors.split(separator: "\n")
      #expect(errors.dropLast().last?.hasPrefix("wurst: list.txt:1: ") == true, "\(result.errors)")
      #expect(errors.last == "wurst: line 1 of list.txt cannot be drawn; the others were drawn")
      #expect(result.output.contains(#""failures":[{"#) && result.output.contains(#""line":2"#))
      #expect(try recipe("list-0002.png", in: folder).prompt == "a star")
    }
  }

  @Test("recipes come through a pipe, and draw the same pixels again")
  func pipe() throws {
    try TemporaryFolder.withName { folder in
      let quick = Self.quick.joined(separator: " ")
      let result = try Program(
        shell: """
          "$WURST" generate 'a ball' --seed 1 -o a.png \(quick) \
          && "$WURST" show --json a.png | sed 's/.*"recipe":\\({.*}\\),"sampler".*/\\1/' \
          | "$WURST" generate --prompts - -o again.png
          """, in: folder
      ).wait()
      #expect(result.status == 0 && result.output == "a.png\nagain-0001.png\n", "\(result.errors)")
      let pictures = try ["a.png", "again-0001.png"].map { try PNGReader.read(Path(folder) / $0) }
      #expect(pictures[0].bitmap == pictures[1].bitmap)
    }
  }

  @Test(
    "what does not go with many prompts is refused",
    arguments: [
      (["list.txt", "-o", "-"], "name a folder"), (["list.txt", "a ball"], "leave the other out"),
      (["-", "--image", "-"], "not both"), (["none.txt"], "no file none.txt"),
      (["empty.txt"], "no prompts"), (["list.txt", "--from", "a.png"], "leave the other out"),
    ])
  func refused(arguments: [String], words: String) throws {
    try TemporaryFolder.withName { folder in
      try write("a ball\n", in: folder)
      try write("# nothing\n\n", to: "empty.txt", in: folder)
      let result = try draw(arguments, in: folder)
      #expect(result.status != 0 && result.output.isEmpty)
      #expect(
        result.errors.contains(words)
          || words == "leave the other out" && result.errors.contains("does not apply"),
        "\(result.errors)")
    }
  }
}

import Files
import Foundation
import Recipes
import TestSupport
import Testing
import wurst

@Suite("What the commands print")
struct ConsoleTests {
  private static let escape = "\u{1B}]0;evil\u{7}\u{9B}31m\u{7F}\u{202E}"
  private static let quick = [
    "--size", "128x128", "--steps-c", "1", "--steps-b", "1", "--seed", "1",
  ]

  private static func isClean(_ text: String) -> Bool {
    !text.unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar != "\n"
      case .format, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
  }

  @Test("the names of pictures never reach the terminal as commands")
  func pictures() throws {
    try TemporaryFolder.withName { folder in
      let name = "a\(Self.escape)\nb.png"
      let drawn = try Program(["generate", "a ball", "-o", name] + Self.quick, in: folder).wait()
      #expect(drawn.status == 0 && Self.isClean(drawn.output) && Self.isClean(drawn.errors))
      #expect(drawn.output.split(separator: "\n").count == 1)
      let again = try Program(["reconstruct", name, "--size", "128x128"], in: folder).wait()
      #expect(again.status == 0 && Self.isClean(again.output) && Self.isClean(again.errors))
      #expect(again.output.split(separator: "\n").count == 1)
    }
  }

  @Test("the names of models never reach the terminal as commands, nor begin rows of a table")
  func models() throws {
    try TemporaryFolder.withName { folder in
      let models = folder + "/.local/share/wurst/models"
      try FileManager.default.createDirectory(atPath: models, withIntermediateDirectories: true)
      let place = models + "/m\(Self.escape)\nrow"
      try FileManager.default.copyItem(atPath: BuiltInModels.path("toy-scenes").text, toPath: place)
      let listed = try Program.run("models", in: folder)
      #expect(listed.status == 0 && Self.isClean(listed.output))
      #expect(listed.output.split(separator: "\n").count == 3)
      let inspected = try Program.run("models", "inspect", place, in: folder)
      #expect(inspected.status == 0 && Self.isClean(inspected.output))
    }
  }

  @Test("JSON is the same value with escapes for what a terminal would obey")
  func json() throws {
    try TemporaryFolder.withName { folder in
      let prompt = "a ball\(Self.escape)\u{2028}\u{E0041}\n"
      let drawn = try Program(
        ["generate", prompt, "-o", "a.png", "--json"] + Self.quick, in: folder
      ).wait()
      #expect(drawn.status == 0 && Self.isClean(drawn.output))
      #expect(drawn.output.contains(#"\u009b31m\u007f\u202e\u2028\udb40\udc41\n"#))
      struct Report: Decodable {
        struct Recipe: Decodable { let prompt: String }
        let recipe: Recipe
      }
      let report = try JSONDecoder().decode(Report.self, from: Data(drawn.output.utf8))
      #expect(report.recipe.prompt == prompt)
    }
  }

  @Test("columns are those of the terminal: wide characters take two")
  func table() {
    var table = TextTable(["name", "size"], alignedRight: [1])
    table.append(["猫", "1"])
    table.append(["e\u{301}a", "10"])
    table.append(["a\tb", "7"])
    #expect(table.lines == ["name  size", "猫       1", "e\u{301}a      10", "a b      7"])
  }
}

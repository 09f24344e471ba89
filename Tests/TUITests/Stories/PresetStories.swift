import Files
import Foundation
import Recipes
import Terminal
import TestSupport
import Testing
import wurst

@Suite("Stories: presets of one's own")
struct PresetStories {
  private func command(_ line: String, in story: inout Story) {
    story.press(.escape, .character(":"))
    story.type(line)
    story.press(.enter)
  }

  @Test("settings are kept under a name, chosen again and turned to like any preset")
  func keeping() throws {
    try TemporaryFolder.withName { folder in
      let file = PresetFile(Path(folder) / "presets.toml")
      var story = Story(presets: file)
      story.choose(.guidanceC)
      story.press(.right, .right)
      command("preset-save soft", in: &story)
      #expect(story.screen.contains("The settings are kept as the preset soft"))
      let soft = story.state.settings.recipe.stageC
      story.choose(.preset)
      #expect(story.screen.contains("‹ soft ›"))
      story.press(.right)
      #expect(story.screen.contains("‹ draft ›"))
      command("preset soft", in: &story)
      #expect(story.state.settings.recipe.stageC == soft)
      story.press(.character("u"))
      #expect(story.state.settings.recipe.stageC != soft)
      command("preset-forget soft", in: &story)
      #expect(story.screen.contains("The preset soft is forgotten"))
      #expect(file.all().presets.isEmpty)
      command("preset-save best", in: &story)
      #expect(story.screen.contains("“best” is the name of a preset that is built in"))
    }
  }
}

@Suite("The file of presets")
struct PresetFileTests {
  private func preset(_ name: String, _ guidance: Float) -> OwnPreset {
    var recipe = TestModels.toy.recipe(seed: 1)
    recipe.stageC.guidance = guidance
    recipe.stageC.guidanceRange = .init(from: 0, to: 0.7)
    return OwnPreset(name: name, of: recipe)
  }

  @Test("presets come back as they were, and comments of others stay")
  func saving() throws {
    try TemporaryFolder.withName { folder in
      let file = PresetFile(Path(folder) / "presets.toml")
      try file.save(preset("one", 4.25))
      try file.save(preset("two", 5))
      let text = try String(contentsOfFile: file.path.text, encoding: .utf8)
      try Data(("# mine\n" + text).utf8).write(to: URL(filePath: file.path.text))
      try file.save(preset("one", 6))
      #expect(file.all().presets == [preset("one", 6), preset("two", 5)])
      #expect(file.all().problem == nil)
      try file.forget("two")
      #expect(file.all().presets == [preset("one", 6)])
      #expect(try String(contentsOfFile: file.path.text, encoding: .utf8).hasPrefix("# mine\n"))
    }
  }

  @Test("what cannot be used is said with its line, and the rest is used")
  func damage() throws {
    try TemporaryFolder.withName { folder in
      let file = PresetFile(Path(folder) / "presets.toml")
      try file.save(preset("good", 4))
      let text = try String(contentsOfFile: file.path.text, encoding: .utf8)
      func write(_ more: String) throws {
        try Data((text + more).utf8).write(to: URL(filePath: file.path.text))
      }
      try write("[odd]\nx = 1\n")
      #expect(file.all().presets == [preset("good", 4)])
      #expect(file.all().problem?.contains("line ") == true)
      try write("[draft.stageC]\nsteps = 1\n")
      #expect(file.all().problem?.contains("built in") == true)
      try write("[[[\n")
      #expect(file.all().presets.isEmpty && file.all().problem?.contains("line ") == true)
      #expect(throws: ConfigurationProblem.self) { try file.save(preset("more", 1)) }
      #expect(try String(contentsOfFile: file.path.text, encoding: .utf8).hasSuffix("[[[\n"))
    }
  }
}

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
      command("preset draft", in: &story)
      #expect(story.screen.contains("The settings are those of draft"))
      command("set preset soft", in: &story)
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
      #expect(text.contains("0.7\n") || text.contains("0.7 "), "as short as it can be")
      #expect(!text.contains("0.69") && text.contains("4.25"))
      try Data(("# mine\n" + text).utf8).write(to: URL(filePath: file.path.text))
      try file.save(preset("one", 6))
      #expect(file.all().presets == [preset("one", 6), preset("two", 5)])
      #expect(file.all().problem == nil)
      try file.forget("two")
      #expect(file.all().presets == [preset("one", 6)])
      #expect(try String(contentsOfFile: file.path.text, encoding: .utf8).hasPrefix("# mine\n"))
    }
  }

  @Test("in a file whose lines end as on other systems the other presets stay")
  func lineEnds() throws {
    try TemporaryFolder.withName { folder in
      let file = PresetFile(Path(folder) / "presets.toml")
      let text = Self.written + Self.written.replacing("soft", with: "hard")
      try Data(text.replacing("\n", with: "\r\n").utf8)
        .write(to: URL(filePath: file.path.text))
      let soft = try #require(file.all().presets.first { $0.name == "soft" })
      try file.save(soft)
      #expect(file.all().problem == nil)
      #expect(file.all().presets.map(\.name).sorted() == ["hard", "soft"])
      try file.forget("soft")
      #expect(file.all().presets.map(\.name) == ["hard"])
    }
  }

  private func read(_ text: String) throws -> (presets: [OwnPreset], problem: String?) {
    try TemporaryFolder.withName { folder in
      let file = PresetFile(Path(folder) / "presets.toml")
      try Data(text.utf8).write(to: URL(filePath: file.path.text))
      return file.all()
    }
  }

  private static let written = """
    [soft.stageC]
    steps = 20
    guidance = 4
    sampler = "ddpm"
    stop = 30
    [soft.stageB]
    steps = 5.0
    guidance = 1
    temperature = { from = 1, to = 0.5 }

    """

  @Test("whole numbers stand for others, and a stop behind the last step for none")
  func wholeNumbers() throws {
    let (presets, problem) = try read(Self.written)
    let preset = try #require(presets.first)
    #expect(problem == nil && preset.stageC == .init(steps: 20, guidance: 4, sampler: .ddpm))
    #expect(preset.stageB.steps == 5 && preset.stageB.temperature == .init(from: 1, to: 0.5))
  }

  @Test(
    "what of a preset cannot be used is said with its key and its line",
    arguments: [
      ("guidance = 4", "guidance = \"4\"", ", line 3: soft: stageC.guidance must be a number"),
      ("guidance = 4", "guidance = nan", ", line 3: soft: stageC.guidance must be a number"),
      ("guidance = 4\n", "", ", line 1: soft: stageC.guidance is missing"),
      ("guidance = 4", "guidance = 40", ", line 3: soft: the guidance of Stage C 40.0 is outside"),
      ("steps = 20", "steps = 2.5", ", line 2: soft: stageC.steps must be a whole"),
      ("\"ddpm\"", "\"x\"", ", line 4: soft: stageC.sampler has a value"),
      ("{ from = 1, ", "{ ", ", line 9: soft: stageB.temperature.from is missing"),
      (
        "temperature = {", "temperature = 3 #", ", line 9: soft: stageB.temperature must be a table"
      ),
    ])
  func wrongKeys(part: String, other: String, words: String) throws {
    let (presets, problem) = try read(Self.written.replacing(part, with: other))
    #expect(presets.isEmpty && problem?.contains(words) == true, "\(problem ?? "")")
  }

  @Test("a key that means nothing is named, and the rest is used")
  func unknownKeys() throws {
    for (part, other, words) in [
      ("steps = 20", "steps = 20\nstep = 3", "line 3: soft: nothing is called stageC.step"),
      ("to = 0.5", "to = 0.5, by = 2", "line 9: soft: nothing is called stageB.temperature.by"),
    ] {
      let (presets, problem) = try read(Self.written.replacing(part, with: other))
      #expect(presets.count == 1 && problem?.contains(words) == true, "\(problem ?? "")")
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

import Engine
import Files
import Recipes
import Testing
import wurst

@Suite("Settings of a model")
struct SettingTests {
  private let facts = TestModels.toy

  private var recipe: Recipe {
    var recipe = facts.recipe(seed: 5)
    recipe.stageC.guidanceRange = .init(from: 0, to: 0.5)
    recipe.toward = .init(prompt: "a star", negative: "", seed: 2, share: 0.5)
    recipe.input = Recipe.Input(path: "/a.png", fingerprint: "00", strength: 0.5)
    recipe.loras = (0..<Setting.mostLoras).map {
      .init(path: Path("/\($0).safetensors"), weight: 1)
    }
    return recipe
  }

  @Test(
    "every number goes up and down again, and stays in its range",
    arguments: Setting.allCases.filter { $0.opened == nil })
  func stepping(setting: Setting) {
    var recipe = recipe
    let before = setting.text(in: recipe, facts)
    setting.change(&recipe, up: true, facts)
    #expect(setting.text(in: recipe, facts) != before)
    for up in [true, false] {
      for _ in 0..<2000 {
        setting.change(&recipe, up: up, facts)
        #expect(recipe.problem == nil)
        if setting.isNumber {
          // A Float comes as near to 0.01 as it can.
          let range = setting.range(facts, recipe)
          let wide = range.lowerBound - 1e-6...range.upperBound
          #expect(wide.contains(setting.value(in: recipe, facts) ?? -1))
        }
        if setting == .seed || setting == .seedB { break }
      }
    }
  }

  @Test("steps grow with the number and land on round ones")
  func sensibleSteps() {
    var recipe = recipe
    recipe.stageC.steps = 18
    var seen: [Int] = []
    for _ in 0..<6 {
      Setting.stepsC.change(&recipe, up: true, facts)
      seen.append(recipe.stageC.steps)
    }
    #expect(seen == [19, 20, 25, 30, 35, 40])
    for _ in 0..<6 { Setting.stepsC.change(&recipe, up: false, facts) }
    #expect(recipe.stageC.steps == 18)
  }

  @Test("numbers out of range are moved to its end")
  func clamping() {
    var recipe = recipe
    #expect(Setting.stepsC.set(5000, in: &recipe, facts))
    #expect(recipe.stageC.steps == 1000)
    #expect(Setting.seed.set(99_999_999_999, in: &recipe, facts))
    #expect(recipe.seed == .max)
    #expect(Setting.guidanceC.set(4.5, in: &recipe, facts) == false)
    #expect(recipe.stageC.guidance == 4.5)
  }
}

extension SettingTests {
  @Test("a preset changes the settings of the stages and nothing else, and is recognised")
  func presets() {
    var recipe = facts.recipe(seed: 5)
    #expect(Setting.preset.text(in: recipe, facts) == "best")
    Setting.preset.change(&recipe, up: true, facts)
    #expect(Setting.preset.text(in: recipe, facts) == "draft")
    #expect(recipe.stageC.sampler == .dpm && recipe.stageC.steps == 10 && recipe.seed == 5)
    recipe.stageC.steps = 11
    #expect(Setting.preset.text(in: recipe, facts) == "draft, 1 changed")
    Preset.best.apply(to: &recipe, facts.defaults)
    #expect(recipe == facts.recipe(seed: 5))
  }
}

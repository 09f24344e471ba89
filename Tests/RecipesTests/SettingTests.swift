import Files
import Recipes
import TestSupport
import Testing

@Suite("Settings")
struct SettingTests {
  /// A recipe that uses every setting of its model.
  private func recipe(_ facts: ModelFacts) -> Recipe {
    var recipe = facts.recipe(seed: 5)
    recipe.prompt = "a (red:1.2) ball"
    recipe.stageC.guidanceRange = .init(from: 0, to: 0.5)
    (recipe.stageC.stop, recipe.stageB.stop) = (20, 4)
    recipe.toward = .init(prompt: "a star", negative: "", seed: 2, share: 0.5)
    recipe.loras = (0..<Setting.mostLoras).map {
      .init(path: Path("/\($0).safetensors"), weight: 1)
    }
    recipe.input = Recipe.Input(path: "/a.png", fingerprint: "00", strength: 0.5)
    return recipe
  }

  @Test("a model that draws tokens has all settings, another one all but those of tokens")
  func shown() {
    let all = Setting.shown(TestFacts.tokens, recipe(TestFacts.tokens))
    #expect(all == Setting.allCases)
    let others = Setting.shown(TestFacts.details, recipe(TestFacts.details))
    #expect(
      others
        == all.filter { ![.temperatureFrom, .temperatureTo, .samplerB, .finishB].contains($0) })
  }

  @Test("every parameter with a stage can be turned on the screen")
  func coverage() {
    for parameter in Parameters.all where parameter.stage != nil {
      #expect(!parameter.settings.isEmpty, "\(parameter.id)")
    }
  }

  @Test("every setting has a label and an explanation that fit in a line")
  func words() {
    for facts in TestFacts.all {
      for setting in Setting.shown(facts, recipe(facts)) {
        #expect((1...16).contains(setting.label(facts).count), "\(setting.id)")
        #expect((1...100).contains(setting.explanation(facts, recipe(facts)).count))
      }
    }
  }

  @Test("a number in its range is kept as it is, and its text says which it is")
  func keeping() {
    var random = SeededNumbers(6)
    for facts in TestFacts.all {
      for setting in Setting.shown(facts, recipe(facts)) where setting.isNumber {
        var recipe = recipe(facts)
        for _ in 0..<200 {
          let range = setting.range(facts, recipe)
          var number = Double.random(in: range, using: &random)
          if setting == .width || setting == .height {
            number = Double(facts.sizes.extents.randomElement(using: &random) ?? 0)
          } else {
            number = setting.allowsFraction ? Double(Float(number)) : number.rounded()
          }
          #expect(!setting.set(number, in: &recipe, facts), "\(setting.id) \(number)")
          #expect(setting.value(in: recipe, facts) == number, "\(setting.id) \(number)")
          let text = setting.text(in: recipe, facts)
          let tolerance = setting.allowsFraction ? 0.051 : 0
          #expect(abs((Double(text) ?? .nan) - number) <= tolerance, "\(setting.id) \(text)")
        }
      }
    }
  }

  @Test("what is read from the text of a number gives the same text")
  func texts() {
    var random = SeededNumbers(7)
    let facts = TestFacts.tokens
    for setting in Setting.allCases where setting.isNumber {
      var recipe = recipe(facts)
      for _ in 0..<200 {
        _ = setting.set(
          .random(in: setting.range(facts, recipe), using: &random), in: &recipe, facts)
        let text = setting.text(in: recipe, facts)
        guard let number = Double(text) else {
          Issue.record("\(setting.id) \(text)")
          continue
        }
        _ = setting.set(number, in: &recipe, facts)
        #expect(setting.text(in: recipe, facts) == text, "\(setting.id)")
      }
    }
  }

  @Test("a number out of its range is moved to the end of it")
  func clamping() {
    for facts in TestFacts.all {
      for setting in Setting.shown(facts, recipe(facts)) where setting.isNumber {
        var recipe = recipe(facts)
        let range = setting.range(facts, recipe)
        #expect(setting.set(range.upperBound * 2 + 1, in: &recipe, facts), "\(setting.id)")
        #expect(setting.value(in: recipe, facts) == range.upperBound, "\(setting.id)")
        #expect(setting.set(range.lowerBound - 1, in: &recipe, facts), "\(setting.id)")
        #expect(setting.value(in: recipe, facts) == Double(Float(range.lowerBound)))
        #expect(recipe.problem == nil)
      }
    }
  }

  @Test("a stage is stopped at its last step at the latest, which a picture brings nearer")
  func stops() {
    let facts = TestFacts.tokens
    var recipe = recipe(facts)
    recipe.input = nil
    (recipe.stageC.steps, recipe.stageB.steps) = (30, 5)
    #expect(!Setting.stopC.set(30, in: &recipe, facts))
    #expect(Setting.stopC.set(31, in: &recipe, facts) && recipe.stageC.stop == 30)
    #expect(Setting.stopB.set(6, in: &recipe, facts) && recipe.stageB.stop == 5)
    recipe.input = Recipe.Input(path: "/a.png", fingerprint: "00", strength: 0.5)
    #expect(Setting.stopC.range(facts, recipe) == 1...15)
    _ = Setting.stepsB.set(3, in: &recipe, facts)
    #expect(recipe.stageB.stop == nil, "a stop behind the last step is none")
  }
}

import Files
import Foundation
import Recipes
import TestSupport
import Testing

@Suite("Parameters")
struct ParameterTests {
  /// What the text in pictures says in another way: the negative prompt has a line of its own, and
  /// the size is that of the picture itself.
  private static let withoutField: Set = [Parameters.negative.id, Parameters.size.id]

  @Test("every parameter is somewhere in the JSON of recipes")
  func places() throws {
    var random = SeededNumbers(1)
    var missing = Set(Parameters.all.map(\.id))
    #expect(missing.count == Parameters.all.count)
    for _ in 0..<50 {
      let data = try JSONEncoder().encode(Recipe.random(using: &random))
      let object = try JSONSerialization.jsonObject(with: data)
      missing = missing.filter { id in
        let place = id.split(separator: ".").reduce(object as Any?) { object, key in
          (object as? [String: Any])?[String(key)]
        }
        return place == nil
      }
    }
    #expect(missing.isEmpty)
  }

  @Test("every parameter that pictures differ in is told apart, and told in their text")
  func fields() {
    var random = SeededNumbers(2)
    var silent = Set(Parameters.all.map(\.id))
    for _ in 0..<50 {
      let (one, other) = (Recipe.random(using: &random), Recipe.random(using: &random))
      #expect(Parameters.all.allSatisfy { !$0.differs(one, one) })
      for parameter in Parameters.all where parameter.differs(one, other) {
        let texts = [one, other].map { recipe in parameter.fields.map { $0.text(recipe) } }
        if texts[0] != texts[1] { silent.remove(parameter.id) }
      }
    }
    #expect(silent == Self.withoutField)
  }

  @Test("no two fields and no two options have one name")
  func names() {
    let keys = Parameters.all.flatMap(\.fields).map(\.key)
    #expect(Set(keys).count == keys.count)
    let options = Parameters.all.compactMap(\.option?.name)
    #expect(Set(options).count == options.count)
    #expect(Set(Setting.allCases.map(\.id)).count == Setting.allCases.count)
  }

  @Test("what is out of its range is refused with the name of the parameter")
  func limits() {
    let broken: [(any AnyParameter, (inout Recipe) -> Void)] = [
      (Parameters.stepsC, { $0.stageC.steps = 0 }),
      (Parameters.stopC, { $0.stageC.stop = 0 }), (Parameters.stopB, { $0.stageB.stop = 101 }),
      (Parameters.guidanceC, { $0.stageC.guidance = .nan }),
      (Parameters.schedule, { $0.stageC.schedule = .list([0, 1]) }),
      (Parameters.guidanceRange, { $0.stageC.guidanceRange = .init(from: 0.5, to: 0.2) }),
      (Parameters.stepsB, { $0.stageB.steps = 101 }),
      (Parameters.guidanceB, { $0.stageB.guidance = -1 }),
      (Parameters.temperature, { $0.stageB.temperature = .init(from: 1, to: 0) }),
      (Parameters.count, { $0.count = 65 }),
      (
        Parameters.strength,
        { $0.input = .init(path: "/a.png", fingerprint: "", strength: Float(1).nextUp) }
      ),
      (Parameters.toward, { $0.toward = .init(prompt: "", negative: "", seed: 1, share: -0.1) }),
      (Parameters.loras, { $0.loras = [.init(path: "/l", weight: 11)] }),
    ]
    for (parameter, breaking) in broken {
      var recipe = TestFacts.tokens.recipe(seed: 1)
      #expect(parameter.problem(in: recipe) == nil)
      breaking(&recipe)
      let problem = parameter.problem(in: recipe)
      #expect(problem != nil && recipe.problem == problem, "\(parameter.id)")
      for other in Parameters.all where other.id != parameter.id {
        #expect(other.problem(in: recipe) == nil, "\(other.id)")
      }
    }
  }

  @Test("a value that is the model's own follows the model, and another one stays")
  func models() {
    for (from, to) in [
      (TestFacts.tokens, TestFacts.details), (TestFacts.details, TestFacts.tokens),
    ] {
      var recipe = from.recipe(seed: 1)
      recipe.stageC.sampler = .ddim
      recipe.stageC.guidanceRange = .init(from: 0, to: 0.5)
      let adapted = to.adapt(recipe, from: from)
      var wanted = to.recipe(seed: 1)
      wanted.stageC.sampler = .ddim
      wanted.stageC.guidanceRange = .init(from: 0, to: 0.5)
      #expect(adapted == wanted)
    }
  }

  @Test("of a model that is not known only what the other lacks is taken")
  func unknownModel() {
    let recipe = TestFacts.tokens.recipe(seed: 1)
    var wanted = recipe
    wanted.model = "details"
    wanted.stageB.temperature = nil
    wanted.stageB.sampler = nil
    wanted.stageB.finish = nil
    #expect(TestFacts.details.adapt(recipe, from: nil) == wanted)
  }

  @Test("a recipe of one kind of model becomes one of the other, and says what changed")
  func mending() {
    let first = TestFacts.tokens.recipe(seed: 1)
    let second = TestFacts.details.recipe(seed: 1)
    #expect(ModelDefaults.first.mended(first) == (first, []))
    #expect(ModelDefaults.second.mended(second) == (second, []))
    let names = [
      Parameters.temperature.name, Parameters.samplerB.name, Parameters.finishB.name,
    ]
    let (mended, changed) = ModelDefaults.first.mended(second)
    #expect(changed == names && mended.stageB.guidance == second.stageB.guidance)
    #expect(mended.stageB.temperature == first.stageB.temperature)
    #expect(mended.stageB.sampler == first.stageB.sampler)
    let (bare, dropped) = ModelDefaults.second.mended(first)
    #expect(dropped == names && bare.stageB.temperature == nil && bare.stageB.sampler == nil)
    #expect(bare.stageB.steps == first.stageB.steps)
  }

  @Test("no number of a recipe may be one that nothing can be drawn with")
  func impossible() {
    let spoil: [(inout Recipe) -> Void] = [
      { $0.stageC.steps = 0 }, { $0.stageB.steps = -1 }, { $0.count = 0 },
      { $0.stageC.guidance = .nan }, { $0.stageB.guidance = -1 },
      { $0.stageB.temperature = .init(from: 1, to: -1) },
      { $0.stageB.temperature = .init(from: .nan, to: 1) },
      { $0.stageC.schedule = .list([]) }, { $0.stageC.schedule = .list([1, .nan, 0]) },
      { $0.stageC.schedule = .list([1, 1]) },
      { $0.stageC.guidanceRange = .init(from: 0.5, to: .infinity) },
      { $0.size = .init(width: .min, height: 512) }, { $0.size = .init(width: 0, height: 512) },
      { $0.size = .init(width: 512, height: .max) },
      { $0.start = .latent(.init(path: "", fingerprint: "", strength: .nan)) },
      { $0.toward = .init(prompt: "", negative: "", seed: 1, share: 2) },
      { $0.loras = [.init(path: "", weight: .nan)] },
    ]
    for (index, spoil) in spoil.enumerated() {
      var recipe = TestFacts.tokens.recipe(seed: 1)
      #expect(recipe.problem == nil)
      spoil(&recipe)
      #expect(recipe.problem != nil, "\(index)")
    }
  }
}

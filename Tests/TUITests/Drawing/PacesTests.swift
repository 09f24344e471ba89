import Recipes
import Testing
import wurst

@Suite("Paces")
struct PacesTests {
  private func recipe(_ guidanceC: Float, _ guidanceB: Float, of facts: ModelFacts) -> Recipe {
    var recipe = facts.recipe(seed: 1)
    recipe.stageC.guidance = guidanceC
    recipe.stageB.guidance = guidanceB
    return recipe
  }

  @Test("what a step took without guidance says nothing of a step with it, and the reverse")
  func guidance() {
    for (facts, none, some) in [
      (TestModels.second, [0, 0.5, 1], [1.5, 4]), (TestModels.toy, [1], [0, 0.5, 4]),
    ] as [(ModelFacts, [Float], [Float])] {
      for weights in [(known: none, other: some), (known: some, other: none)] {
        var paces = Paces()
        let known = recipe(weights.known[0], weights.known[0], of: facts)
        paces.note(.c, of: known, in: facts.generation, seconds: 6)
        paces.note(.b, of: known, in: facts.generation, seconds: 3)
        for weight in weights.known {
          let estimates = paces.estimates(
            for: recipe(weight, weight, of: facts), in: facts.generation)
          #expect(estimates[.c] == 6 && estimates[.b] == 3, "\(facts.name) at \(weight)")
        }
        for weight in weights.other {
          let estimates = paces.estimates(
            for: recipe(weight, weight, of: facts), in: facts.generation)
          #expect(estimates[.c] == nil && estimates[.b] == nil, "\(facts.name) at \(weight)")
        }
      }
    }
  }
}

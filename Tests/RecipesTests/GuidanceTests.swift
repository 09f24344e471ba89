import Recipes
import Testing

@Suite("Guidance")
struct GuidanceTests {
  @Test("in version 1 a weight of exactly 1 is none, and every other one is mixed")
  func firstGeneration() {
    for weight in [0, 0.5, Float(1).nextDown, Float(1).nextUp, 2, 30] as [Float] {
      let guidance = Guidance(weight, in: .first)
      #expect(guidance.isGuided && guidance.scale == weight && guidance.samples == 2)
    }
    let none = Guidance(1, in: .first)
    #expect(!none.isGuided && none.scale == nil && none.samples == 1)
  }

  @Test("in version 2 every weight up to 1 is none")
  func secondGeneration() {
    for weight in [0, 0.5, Float(1).nextDown, 1] as [Float] {
      let guidance = Guidance(weight, in: .second)
      #expect(!guidance.isGuided && guidance.scale == nil && guidance.samples == 1)
    }
    for weight in [Float(1).nextUp, 4, 30] as [Float] {
      let guidance = Guidance(weight, in: .second)
      #expect(guidance.isGuided && guidance.scale == weight && guidance.samples == 2)
    }
  }
}

import Dialects
import Recipes
import Testing

@Suite("What wurst takes over of other programs' pictures")
struct RecallTests {
  private let facts = ModelFacts(
    name: "small", channels: 16, codes: 8192,
    sizes: PictureSizes(
      trained: PictureSize(width: 512, height: 512), latent: .init(height: 12, width: 12),
      reduction: 4, unit: 32), defaults: .first)

  private func recipe(_ settings: String, _ prompts: String = "a\nNegative prompt: b\n") throws
    -> ForeignRecipe
  {
    try #require(ForeignRecipe.read(["parameters": prompts + settings]))
  }

  @Test("prompts, seed, size, steps and guidance")
  func all() throws {
    let recall = Recall(
      try recipe("Steps: 20, CFG scale: 7.5, Seed: 42, Size: 768x512, Sampler: Euler a, Model: x"),
      for: facts)
    var wanted = facts.recipe(seed: 42)
    (wanted.prompt, wanted.negative) = ("a", "b")
    wanted.size = PictureSize(width: 768, height: 512)
    (wanted.stageC.steps, wanted.stageC.guidance) = (20, 7.5)
    #expect(recall.recipe == wanted && recall.recipe.problem == nil)
    #expect(
      recall.taken == ["prompt", "negative prompt", "seed", "size", "steps", "guidance"])
    #expect(recall.left == ["sampler Euler a", "model x"])
  }

  @Test("the model's own size is none of the recipe's")
  func ownSize() throws {
    #expect(
      Recall(try recipe("Steps: 1, Seed: 1, Size: 512x512"), for: facts).recipe.size == nil)
  }

  @Test("what does not fit is said, with what stands in its place")
  func misfits() throws {
    let recall = Recall(
      try recipe("Steps: 5000, CFG scale: 31, Seed: 18446744073709551615, Size: 500x100000"),
      for: facts)
    #expect(recall.recipe.seed == .max && recall.recipe.stageC == facts.defaults.stageC)
    #expect(recall.recipe.size == PictureSize(width: 512, height: 4096))
    #expect(
      recall.left == [
        "seed 18446744073709551615 (4294967295 in its place)",
        "size 500×100000 (512×4096 in its place)", "steps 5000", "guidance 31",
      ])
    #expect(recall.recipe.problem == nil)
  }

  @Test("what a picture does not say is as it was")
  func missing() throws {
    var base = facts.recipe(seed: 7)
    base.stageC.guidance = 3
    base.negative = "fog"
    base.toward = .init(prompt: "x", negative: "", seed: 1, share: 0.5)
    let recall = Recall(
      try recipe("Steps: 2, Size: 0x0, Seed: x", "a\n"), for: facts, over: base)
    #expect(recall.recipe.seed == 7 && recall.recipe.size == nil && recall.recipe.toward == nil)
    #expect(recall.recipe.stageC.steps == 2 && recall.recipe.stageC.guidance == 3)
    #expect(recall.recipe.negative == "" && recall.taken == ["prompt", "steps"])
  }

  @Test("the other settings are named in few words, versions and sums left aside")
  func others() throws {
    let many = (0..<200).map { "Key \($0): \(String(repeating: "x", count: 200))" }
    let recall = Recall(
      try recipe(
        "Clip skip: 2, Version: v1, Model hash: 0a, " + many.joined(separator: ", ")), for: facts)
    #expect(recall.left.count == 51 && recall.left[0] == "Clip skip 2")
    #expect(recall.left.allSatisfy { $0.count <= 81 } && recall.left[50] == "151 more settings")
  }

  @Test("no prompt makes a recipe impossible")
  func foreignBytes() throws {
    let recall = Recall(try recipe("Steps: 1, Seed: 1, Size: 8x8", "a\u{10FE80}b\n"), for: facts)
    #expect(recall.recipe.prompt == "a\u{FFFD}b" && recall.recipe.problem == nil)
  }
}

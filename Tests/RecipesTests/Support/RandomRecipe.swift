import Files
import Recipes

extension Recipe {
  /// Any possible recipe, with the characters in its texts that file formats stumble over.
  static func random(using random: inout some RandomNumberGenerator) -> Recipe {
    let alphabet = Array("ab :,()[]\n\r\t\"\\'{}<>é猫🎨👩‍👧\u{0}\u{1b}\u{301}\u{2028}")
    func text() -> String {
      String(
        (0..<Int.random(in: 0...40, using: &random)).map { _ in
          alphabet.randomElement(using: &random) ?? "a"
        })
    }
    var recipe = Recipe(
      prompt: text(), negative: text(), model: text(),
      seed: .random(in: .min ... .max, using: &random),
      seedB: Bool.random(using: &random) ? nil : .random(in: .min ... .max, using: &random),
      stageC: .init(
        steps: .random(in: Recipe.stepsC, using: &random),
        guidance: .random(in: Recipe.guidance, using: &random),
        sampler: DiffusionSampler.allCases.randomElement(using: &random) ?? .ddpm),
      stageB: .init(
        steps: .random(in: Recipe.stepsB, using: &random),
        guidance: .random(in: Recipe.guidance, using: &random),
        temperature: .init(
          from: .random(in: Recipe.temperature, using: &random),
          to: .random(in: Recipe.temperature, using: &random)),
        sampler: TokenSampler.allCases.randomElement(using: &random) ?? .argmax,
        finish: TokenFinish.allCases.randomElement(using: &random)))
    recipe.count = .random(in: Recipe.count, using: &random)
    recipe.emphasis = Emphasis.allCases.randomElement(using: &random) ?? .none
    recipe.precision = Precision.allCases.randomElement(using: &random) ?? .fp32
    if Bool.random(using: &random) {
      recipe.size = .init(
        width: .random(in: 1...4096, using: &random), height: .random(in: 1...4096, using: &random))
    }
    let schedules: [Timesteps] = [.linear, .standard, .list([1, 0.75, 0.1])]
    recipe.stageC.schedule = schedules.randomElement(using: &random) ?? .linear
    if Bool.random(using: &random) {
      recipe.stageC.stop = .random(in: 1...recipe.stageC.stepCount, using: &random)
      recipe.stageB.stop = .random(in: 1...recipe.stageB.steps, using: &random)
    }
    func share() -> Float { .random(in: Recipe.share, using: &random) }
    if Bool.random(using: &random) {
      let middle = share()
      recipe.stageC.guidanceRange = .init(from: middle / 2, to: middle)
      recipe.input = .init(
        path: Path(text()), fingerprint: text(), strength: share(),
        mask: Bool.random(using: &random) ? nil : .init(path: Path(text()), fingerprint: text()))
      recipe.loras = [
        .init(path: Path(text()), weight: .random(in: Recipe.loraWeight, using: &random))
      ]
    } else {
      recipe.origin = .init(
        template: Bool.random(using: &random) ? nil : text(), prompt: text(), negative: text(),
        styles: Bool.random(using: &random) ? [] : [text()])
      recipe.toward = .init(
        prompt: text(), negative: text(), seed: .random(in: .min ... .max, using: &random),
        share: share())
    }
    return recipe
  }
}

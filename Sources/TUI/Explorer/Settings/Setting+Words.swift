import Engine
package import Recipes

extension Setting {
  package func label(_ facts: ModelFacts) -> String {
    let b = facts.drawsTokens ? "Token" : "Detail"
    return switch self {
    case .seed: "Seed"
    case .seedB: "\(b) seed"
    case .width: "Width"
    case .height: "Height"
    case .input: "Begin from"
    case .strength: "Strength"
    case .preset: "Preset"
    case .schedule: "Latent schedule"
    case .stepsC: "Latent steps"
    case .guidanceC: "Latent guidance"
    case .guidedPart: "Guided part"
    case .samplerC: "Latent sampler"
    case .stepsB: "\(b) steps"
    case .guidanceB: "\(b) guidance"
    case .temperatureFrom: "Temperature"
    case .temperatureTo: "Last temperature"
    case .samplerB: "Token sampler"
    case .precision: "Precision"
    }
  }

  /// What the setting does, in one short line.
  package func explanation(_ facts: ModelFacts, _ recipe: Recipe) -> String {
    let grids = facts.grids(for: facts.size(of: recipe))
    let isTokens = facts.drawsTokens
    return switch self {
    case .seed: "picks the noise a picture grows from: same seed, same picture"
    case .seedB:
      "draws other \(isTokens ? "tokens" : "details") from the same latent; delete it to follow the seed"
    case .width, .height: "of the picture; \(facts.sizes.sentence)"
    case .input:
      recipe.start == .noise
        ? "a picture instead of pure noise; → opens one"
        : "→ opens another picture, Delete takes it away"
    case .strength: "0 keeps the composition of the picture, 1 ignores it"
    case .preset:
      Preset(of: recipe, facts.defaults)?.explanation ?? "settings of your own; ← → choose a preset"
    case .schedule:
      recipe.stageC.schedule == .linear
        ? "even steps, as many as you like"
        : "a list of \(recipe.stageC.stepCount) steps, dense where the picture takes shape"
    case .stepsC: "how often Stage C refines the \(grids.latent) latent, 1 to 1000"
    case .guidanceC: "how strictly Stage C follows the prompt, 0 to 30"
    case .guidedPart:
      "share of the steps that is guided, from the first; the rest takes half the time"
    case .samplerC: "ddpm adds fresh noise at each step, ddim none; dpm needs a third of the steps"
    case .stepsB:
      isTokens
        ? "how often Stage B redraws uncertain tokens, 1 to 100"
        : "how often Stage B refines the \(grids.fine) fine latent, 1 to 100"
    case .guidanceB:
      isTokens
        ? "how strictly Stage B follows the latent, 0 to 30; 1 is twice as fast"
        : "how strictly Stage B follows the latent, 0 to 30; up to 1 is twice as fast"
    case .temperatureFrom: "freedom in choosing tokens at the first step, up to 10"
    case .temperatureTo: "freedom in choosing tokens at the last step, up to 10"
    case .samplerB: "how a token is picked: the likeliest, by chance, or nearest in the codebook"
    case .precision: "of products: bf16 is faster where the processor has it, fp32 is the exact one"
    }
  }

  package func text(in recipe: Recipe, _ facts: ModelFacts) -> String {
    switch self {
    case .seedB where recipe.seedB == nil: "follows"
    case .input: recipe.start.path.map { InputPicture.name(of: $0) } ?? "noise"
    case .preset: Preset(of: recipe, facts.defaults)?.rawValue ?? "own"
    case .schedule:
      recipe.stageC.schedule == .linear
        ? "linear" : "\(recipe.stageC.schedule.name), \(recipe.stageC.stepCount) steps"
    case .samplerC: recipe.stageC.sampler.rawValue
    case .precision: recipe.precision.rawValue
    case .samplerB: recipe.stageB.sampler?.rawValue ?? ""
    case .guidanceC, .guidanceB: NumberText.fixed(value(in: recipe, facts) ?? 0, places: 1)
    case .strength, .guidedPart, .temperatureFrom, .temperatureTo:
      NumberText.fixed(value(in: recipe, facts) ?? 0, places: 2)
    default: "\(Int(value(in: recipe, facts) ?? 0))"
    }
  }
}

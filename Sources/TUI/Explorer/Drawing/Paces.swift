import Engine
package import Recipes

/// Seconds per stage of earlier runs, from which those to come are estimated.
package struct Paces: Equatable, Sendable {
  private var secondsPerStep: [String: Double] = [:]

  package init() {}

  package mutating func note(
    _ stage: Stage, of recipe: Recipe, in generation: Generation, seconds: Double
  ) {
    secondsPerStep[Self.key(stage, recipe, generation)] = seconds / Self.steps(stage, recipe)
  }

  package func estimates(for recipe: Recipe, in generation: Generation) -> [Stage: Double] {
    var estimates: [Stage: Double] = [:]
    for stage in Stage.allCases {
      estimates[stage] = secondsPerStep[Self.key(stage, recipe, generation)].map {
        $0 * Self.steps(stage, recipe)
      }
    }
    return estimates
  }

  private static func steps(_ stage: Stage, _ recipe: Recipe) -> Double {
    switch stage {
    case .c: Double(max(1, recipe.stepsOfStageC))
    case .b: Double(recipe.stageB.steps)
    default: 1
    }
  }

  // A step without guidance takes half the time; another size or number of pictures more or less.
  private static func key(_ stage: Stage, _ recipe: Recipe, _ generation: Generation) -> String {
    let size = recipe.size.map { "\($0)" } ?? ""
    let common =
      "\(stage.rawValue) \(recipe.model) \(size) \(recipe.count) \(recipe.precision.rawValue)"
    switch stage {
    case .c: return "\(common) \(Guidance(recipe.stageC.guidance, in: generation).isGuided)"
    case .b:
      let isGuided = Guidance(recipe.stageB.guidance, in: generation).isGuided
      return "\(common) \(isGuided) \(recipe.stageB.sampler?.rawValue ?? "")"
    default: return common
    }
  }
}

extension Recipe {
  /// The steps that Stage C takes, fewer where what it begins from keeps a part of the way.
  package var stepsOfStageC: Int {
    stageC.schedule.times(steps: stageC.steps, from: start.strength).count - 1
  }
}

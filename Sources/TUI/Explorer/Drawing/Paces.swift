import Engine
package import Recipes

/// Seconds per stage of earlier runs, from which those to come are estimated.
package struct Paces: Equatable, Sendable {
  private var secondsPerStep: [String: Double] = [:]

  package init() {}

  package mutating func note(_ stage: Stage, of recipe: Recipe, seconds: Double) {
    secondsPerStep[Self.key(stage, recipe)] = seconds / Self.steps(stage, recipe)
  }

  package func estimates(for recipe: Recipe) -> [Stage: Double] {
    var estimates: [Stage: Double] = [:]
    for stage in Stage.allCases {
      estimates[stage] = secondsPerStep[Self.key(stage, recipe)].map {
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

  // Guidance of 1 needs half the network calls; another size or number of pictures more or fewer.
  private static func key(_ stage: Stage, _ recipe: Recipe) -> String {
    let size = recipe.size.map { "\($0)" } ?? ""
    let common =
      "\(stage.rawValue) \(recipe.model) \(size) \(recipe.count) \(recipe.precision.rawValue)"
    switch stage {
    case .c: return "\(common) \(recipe.stageC.guidance == 1)"
    case .b:
      return "\(common) \(recipe.stageB.guidance == 1) \(recipe.stageB.sampler?.rawValue ?? "")"
    default: return common
    }
  }
}

extension Recipe {
  /// The steps that Stage C takes, fewer where what it begins from keeps a part of the way.
  package var stepsOfStageC: Int {
    guard let strength = start.strength, strength < 1 else { return stageC.stepCount }
    return stageC.schedule.times(steps: stageC.steps).count { $0 < strength }
  }
}

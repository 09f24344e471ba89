import Engine
package import Recipes

/// Seconds per stage of earlier runs, from which those to come are estimated.
package struct Paces: Codable, Equatable, Sendable {
  private var secondsPerStep: [String: Double] = [:]

  package init() {}

  /// The most that are kept, so that what comes back from a file is bounded.
  private static let most = 500

  package init(from decoder: any Decoder) throws {
    let all = try decoder.singleValueContainer().decode([String: Double].self)
    for (key, seconds) in all.prefix(Self.most) where seconds.isFinite && seconds >= 0 {
      secondsPerStep[key] = seconds
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(secondsPerStep)
  }

  /// - Parameter share: how much of the stage's steps were done in that time.
  package mutating func note(
    _ stage: Stage, of recipe: Recipe, in generation: Generation, seconds: Double,
    share: Double = 1
  ) {
    guard share > 0 else { return }
    secondsPerStep[Self.key(stage, recipe, generation)] =
      seconds / (share * Double(recipe.steps(of: stage)))
  }

  package func estimates(for recipe: Recipe, in generation: Generation) -> [Stage: Double] {
    var estimates: [Stage: Double] = [:]
    for stage in Stage.allCases {
      estimates[stage] = secondsPerStep[Self.key(stage, recipe, generation)].map {
        $0 * Double(recipe.steps(of: stage))
      }
    }
    return estimates
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
  /// The steps that a stage takes: of Stage C fewer where what it begins from keeps a part of the
  /// way.
  package func steps(of stage: Stage) -> Int {
    switch stage {
    case .c:
      let all = stageC.schedule.times(steps: stageC.steps, from: start.strength).count - 1
      return max(1, min(stageC.stop ?? .max, all))
    case .b: return max(1, min(stageB.stop ?? .max, stageB.steps))
    case .text, .a: return 1
    }
  }
}

/// A choice between time and care, made of the settings a model draws best with.
package enum Preset: String, Codable, CaseIterable, Sendable {
  case draft, balanced, best

  /// What it does and what that costs, in one line.
  package var explanation: String {
    switch self {
    case .draft:
      "10 second-order steps, guided for the first 70 %, and few, smooth steps of Stage B"
    case .balanced: "20 second-order steps, and all steps of Stage B"
    case .best: "the model's own settings"
    }
  }

  /// Puts the settings of the stages into `recipe`; prompts, seeds and pictures stay.
  ///
  /// - Parameter defaults: the model's own.
  package func apply(to recipe: inout Recipe, _ defaults: ModelDefaults) {
    recipe.stageC = defaults.stageC
    recipe.stageB = defaults.stageB
    switch self {
    case .best: break
    case .balanced: recipe.stageC.takeSecondOrder(steps: 20)
    case .draft:
      recipe.stageC.takeSecondOrder(steps: 10)
      // What the picture shows is settled early; the rest needs one network call a step.
      recipe.stageC.guidanceRange = .init(from: 0, to: 0.7)
      if defaults.stageB.finish == nil {
        recipe.stageB.steps = max(1, defaults.stageB.steps / 2)
      } else {
        // The mean of what is expected needs no second look at each token.
        recipe.stageB.finish = .expected
        recipe.stageB.steps = max(1, defaults.stageB.steps / 4)
      }
    }
  }

  /// The preset from which the fewest settings of `recipe` differ, and which those are.
  package static func nearest(
    to recipe: Recipe, _ defaults: ModelDefaults
  ) -> (preset: Preset, changed: [any AnyParameter]) {
    let all = allCases.reversed().map { preset in
      var own = recipe
      preset.apply(to: &own, defaults)
      return (preset: preset, changed: Parameters.all.filter { $0.differs(own, recipe) })
    }
    return all.min { $0.changed.count < $1.changed.count } ?? (.best, [])
  }

  /// The preset whose settings `recipe` has; nil where the user has chosen others.
  package init?(of recipe: Recipe, _ defaults: ModelDefaults) {
    let match = Self.allCases.first { preset in
      var own = recipe
      preset.apply(to: &own, defaults)
      return own == recipe
    }
    guard let match else { return nil }
    self = match
  }
}

extension Recipe.StageC {
  fileprivate mutating func takeSecondOrder(steps: Int) {
    sampler = .dpm
    schedule = .linear
    self.steps = min(steps, self.steps)
  }
}

import Engine
import Recipes

extension State {
  /// What is set now, with the texts as they are typed.
  var typed: Recipe {
    var recipe = settings.recipe
    recipe.prompt = drawing.prompt.text
    recipe.negative = drawing.negative.text
    return recipe
  }

  /// What is set now, as it is drawn.
  var present: Recipe { drawn(typed) }

  /// What the next run draws.
  var upcoming: Recipe {
    var recipe = present
    if let halt = drawing.halt(for: recipe) { return halt.recipe }
    // Another one than that of the state, which goes on when the run begins.
    var random = random
    recipe.seed = nextSeed(&random)
    return recipe
  }

  func nextSeed(_ random: inout SeedSource) -> UInt32 {
    let seed = settings.recipe.seed
    switch settings.seedMode {
    case .random:
      return drawing.runCount > 0 || settings.usedSeed == seed ? random.next() : seed
    case .locked: return seed
    case .counting: return settings.usedSeed == seed ? seed &+ 1 : seed
    }
  }

  /// Finds out what the next run takes over, where that is seen.
  mutating func foresee() -> [Effect] {
    guard screen == .explore, !drawing.isRunning, !hasNoPrompt, models.opening == nil else {
      return []
    }
    return drawing.ask(about: upcoming)
  }

  /// What each stage of the next run has to do; nil while the last run is looked at.
  var comingMeters: [StageMeter]? {
    guard !drawing.isRunning, !hasNoPrompt, let forecast = drawing.forecast else { return nil }
    let (present, upcoming) = (present, upcoming)
    if let run = drawing.run, run.recipe == present, drawing.halt(for: present) == nil {
      return nil
    }
    let estimates = drawing.paces.estimates(for: upcoming, in: facts.generation)
    // Where nothing was drawn yet there is nothing to tell.
    guard forecast.takesOver || !estimates.isEmpty || drawing.run != nil else { return nil }
    return Stage.allCases.map { stage in
      var meter = StageMeter(stage: stage, estimate: estimates[stage])
      switch forecast[stage] {
      case .kept: meter.phase = .reused
      case .drawn(let begun): meter.expect(steps: upcoming.steps(of: stage), after: begun)
      }
      return meter
    }
  }
}

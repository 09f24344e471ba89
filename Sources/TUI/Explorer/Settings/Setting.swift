import Engine
package import Recipes

/// One of the things below the prompt that a user sets.
package enum Setting: String, CaseIterable, Hashable, Sendable {
  case seed, seedB
  case width, height, input, strength
  case preset
  case schedule, stepsC, guidanceC, guidedPart, samplerC
  case stepsB, guidanceB, temperatureFrom, temperatureTo, samplerB
  case precision

  /// The settings that a model has and that a recipe uses, in order.
  package static func shown(_ facts: ModelFacts, _ recipe: Recipe) -> [Setting] {
    allCases.filter { setting in
      switch setting {
      case .input: facts.inputProblem == nil || recipe.start != .noise
      case .strength: recipe.input != nil
      // The other schedules bring their own number of steps.
      case .stepsC: recipe.stageC.schedule == .linear
      case .guidedPart: Guidance(recipe.stageC.guidance, in: facts.generation).isGuided
      case .temperatureFrom, .temperatureTo: recipe.stageB.temperature != nil
      case .samplerB: recipe.stageB.sampler != nil
      default: true
      }
    }
  }

  /// The stage whose colour the setting has.
  package var stage: Stage? {
    switch self {
    case .seed, .seedB, .width, .height, .input, .strength, .preset, .precision: nil
    case .schedule, .stepsC, .guidanceC, .guidedPart, .samplerC: .c
    default: .b
    }
  }

  /// Whether digits can be typed into it.
  package var isNumber: Bool {
    switch self {
    case .input, .preset, .schedule, .samplerC, .samplerB, .precision: false
    default: true
    }
  }

  package var allowsFraction: Bool {
    switch self {
    case .strength, .guidedPart, .guidanceC, .guidanceB, .temperatureFrom, .temperatureTo: true
    default: false
    }
  }

  package func range(_ facts: ModelFacts) -> ClosedRange<Double> {
    switch self {
    case .seed, .seedB: 0...Double(UInt32.max)
    case .width, .height:
      Double(facts.sizes.extents.first ?? 0)...Double(facts.sizes.extents.last ?? 0)
    case .strength, .guidedPart: Recipe.share.doubles
    case .stepsC: Recipe.stepsC.doubles
    case .stepsB: Recipe.stepsB.doubles
    case .guidanceC, .guidanceB: Recipe.guidance.doubles
    case .temperatureFrom, .temperatureTo: Recipe.temperature.doubles
    case .input, .preset, .schedule, .samplerC, .samplerB, .precision: 0...0
    }
  }

  /// The step of one key press from `value`.
  private func step(at value: Double, up: Bool) -> Double {
    switch self {
    case .stepsC, .stepsB:
      // Ones below 20, fives below 100, then tens and fifties: as fine as it still makes a difference.
      let edge = up ? value : value - 0.5
      return edge < 20 ? 1 : edge < 100 ? 5 : edge < 200 ? 10 : 50
    case .guidanceC, .guidanceB: return 0.5
    case .strength, .guidedPart: return 0.05
    case .temperatureFrom, .temperatureTo: return (up ? value : value - 0.001) < 0.1 ? 0.01 : 0.05
    default: return 1
    }
  }

  /// The value of the setting in `recipe`; nil where there is none, or the token seed follows the seed.
  package func value(in recipe: Recipe, _ facts: ModelFacts) -> Double? {
    switch self {
    case .seed: Double(recipe.seed)
    case .seedB: recipe.seedB.map { Double($0) }
    case .width: Double(facts.size(of: recipe).width)
    case .height: Double(facts.size(of: recipe).height)
    case .strength: recipe.input.map { Double($0.strength) }
    case .stepsC: Double(recipe.stageC.steps)
    case .guidanceC: Double(recipe.stageC.guidance)
    case .guidedPart: Double(recipe.stageC.guidanceRange?.to ?? 1)
    case .stepsB: Double(recipe.stageB.steps)
    case .guidanceB: Double(recipe.stageB.guidance)
    case .temperatureFrom: recipe.stageB.temperature.map { Double($0.from) }
    case .temperatureTo: recipe.stageB.temperature.map { Double($0.to) }
    case .input, .preset, .schedule, .samplerC, .samplerB, .precision: nil
    }
  }

  /// Sets the number, moved into the range and to what the model can draw.
  ///
  /// - Returns: whether it had to be moved.
  package func set(_ number: Double, in recipe: inout Recipe, _ facts: ModelFacts) -> Bool {
    let range = range(facts)
    let clamped = min(range.upperBound, max(range.lowerBound, number))
    switch self {
    case .seed: recipe.seed = UInt32(clamped)
    case .seedB: recipe.seedB = UInt32(clamped)
    case .width, .height:
      let size = facts.size(of: recipe)
      let extent = Int(clamped)
      let wanted = PictureSize(
        width: self == .width ? extent : size.width,
        height: self == .height ? extent : size.height)
      let nearest = facts.sizes.nearest(to: wanted)
      recipe.size = nearest == facts.sizes.standard ? nil : nearest
      return value(in: recipe, facts) != number
    case .strength: recipe.input?.strength = Float(clamped)
    case .stepsC: recipe.stageC.steps = Int(clamped)
    case .guidanceC: recipe.stageC.guidance = Float(clamped)
    case .guidedPart:
      let from = recipe.stageC.guidanceRange?.from ?? 0
      let to = max(from, Float(clamped))
      recipe.stageC.guidanceRange = from == 0 && to == 1 ? nil : .init(from: from, to: to)
    case .stepsB: recipe.stageB.steps = Int(clamped)
    case .guidanceB: recipe.stageB.guidance = Float(clamped)
    case .temperatureFrom: recipe.stageB.temperature?.from = Float(clamped)
    case .temperatureTo: recipe.stageB.temperature?.to = Float(clamped)
    case .input, .preset, .schedule, .samplerC, .samplerB, .precision: break
    }
    return clamped != number
  }

  /// Moves to the next value up or down, or the next choice.
  package func change(_ recipe: inout Recipe, up: Bool, _ facts: ModelFacts) {
    switch self {
    case .input: break
    case .schedule: recipe.stageC.schedule = recipe.stageC.schedule == .linear ? .standard : .linear
    case .preset:
      let preset = Preset(of: recipe, facts.defaults) ?? .best
      Self.neighbour(of: preset, up: up).apply(to: &recipe, facts.defaults)
    case .precision: recipe.precision = Self.neighbour(of: recipe.precision, up: up)
    case .samplerC: recipe.stageC.sampler = Self.neighbour(of: recipe.stageC.sampler, up: up)
    case .samplerB:
      recipe.stageB.sampler = recipe.stageB.sampler.map { Self.neighbour(of: $0, up: up) }
    case .width, .height:
      let now = Int(value(in: recipe, facts) ?? 0)
      let extents = facts.sizes.extents
      let next = up ? extents.first { $0 > now } : extents.last { $0 < now }
      if let next { _ = set(Double(next), in: &recipe, facts) }
    default:
      let now = value(in: recipe, facts) ?? Double(recipe.seed)
      let size = step(at: now, up: up)
      // Landing on multiples keeps the numbers round.
      let slots = now / size
      let next = up ? (slots + 1e-4).rounded(.down) + 1 : (slots - 1e-4).rounded(.up) - 1
      _ = set(next * size, in: &recipe, facts)
    }
  }

  private static func neighbour<Choice: CaseIterable & Equatable>(
    of choice: Choice, up: Bool
  ) -> Choice {
    let all = Array(Choice.allCases)
    let index = all.firstIndex(of: choice) ?? 0
    return all[(index + (up ? 1 : all.count - 1)) % all.count]
  }
}

extension ClosedRange<Int> {
  fileprivate var doubles: ClosedRange<Double> { Double(lowerBound)...Double(upperBound) }
}

extension ClosedRange<Float> {
  fileprivate var doubles: ClosedRange<Double> { Double(lowerBound)...Double(upperBound) }
}

package import Engine

/// One of the things below the prompt that a user sets.
package enum Setting: String, CaseIterable, Hashable, Sendable {
  case seed, seedB
  case stepsC, guidanceC, samplerC
  case stepsB, guidanceB, temperatureFrom, temperatureTo, samplerB

  package var label: String {
    switch self {
    case .seed: "Seed"
    case .seedB: "Token seed"
    case .stepsC: "Latent steps"
    case .guidanceC: "Latent guidance"
    case .samplerC: "Latent sampler"
    case .stepsB: "Token steps"
    case .guidanceB: "Token guidance"
    case .temperatureFrom: "Temperature"
    case .temperatureTo: "Last temperature"
    case .samplerB: "Token sampler"
    }
  }

  /// What the setting does, in one short line.
  package var explanation: String {
    switch self {
    case .seed: "picks the noise a picture grows from: same seed, same picture"
    case .seedB: "draws other tokens from the same latent; delete it to follow the seed"
    case .stepsC: "how often Stage C refines the 12×12 latent, 1 to 1000"
    case .guidanceC: "how strictly Stage C follows the prompt, 0 to 30"
    case .samplerC: "ddpm adds fresh noise at each step, ddim adds none"
    case .stepsB: "how often Stage B redraws uncertain tokens, 1 to 100"
    case .guidanceB: "how strictly Stage B follows the latent, 0 to 30; 1 is twice as fast"
    case .temperatureFrom: "freedom in choosing tokens at the first step, up to 10"
    case .temperatureTo: "freedom in choosing tokens at the last step, up to 10"
    case .samplerB: "how a token is picked: the likeliest, by chance, or nearest in the codebook"
    }
  }

  /// The stage whose colour the setting has.
  package var stage: Stage? {
    switch self {
    case .seed, .seedB: nil
    case .stepsC, .guidanceC, .samplerC: .c
    default: .b
    }
  }

  /// Whether digits can be typed into it.
  package var isNumber: Bool { self != .samplerC && self != .samplerB }

  package var allowsFraction: Bool {
    switch self {
    case .guidanceC, .guidanceB, .temperatureFrom, .temperatureTo: true
    default: false
    }
  }

  package var range: ClosedRange<Double> {
    switch self {
    case .seed, .seedB: 0...Double(UInt32.max)
    case .stepsC: Recipe.stepsC.doubles
    case .stepsB: Recipe.stepsB.doubles
    case .guidanceC, .guidanceB: Recipe.guidance.doubles
    case .temperatureFrom, .temperatureTo: Recipe.temperature.doubles
    case .samplerC, .samplerB: 0...0
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
    case .temperatureFrom, .temperatureTo: return (up ? value : value - 0.001) < 0.1 ? 0.01 : 0.05
    default: return 1
    }
  }

  /// The value of the setting in `recipe`; nil where the token seed follows the seed.
  package func value(in recipe: Recipe) -> Double? {
    switch self {
    case .seed: Double(recipe.seed)
    case .seedB: recipe.seedB.map { Double($0) }
    case .stepsC: Double(recipe.stageC.steps)
    case .guidanceC: Double(recipe.stageC.guidance)
    case .stepsB: Double(recipe.stageB.steps)
    case .guidanceB: Double(recipe.stageB.guidance)
    case .temperatureFrom: recipe.stageB.temperature.map { Double($0.from) }
    case .temperatureTo: recipe.stageB.temperature.map { Double($0.to) }
    case .samplerC, .samplerB: nil
    }
  }

  package func text(in recipe: Recipe) -> String {
    switch self {
    case .seed: "\(recipe.seed)"
    case .seedB: recipe.seedB.map { "\($0)" } ?? "follows"
    case .stepsC: "\(recipe.stageC.steps)"
    case .guidanceC: Self.decimal(Double(recipe.stageC.guidance), places: 1)
    case .samplerC: recipe.stageC.sampler.rawValue
    case .stepsB: "\(recipe.stageB.steps)"
    case .guidanceB: Self.decimal(Double(recipe.stageB.guidance), places: 1)
    case .temperatureFrom: Self.decimal(value(in: recipe) ?? 0, places: 2)
    case .temperatureTo: Self.decimal(value(in: recipe) ?? 0, places: 2)
    case .samplerB: recipe.stageB.sampler?.rawValue ?? ""
    }
  }

  /// Sets the number, moved into the range.
  ///
  /// - Returns: whether it had to be moved.
  package func set(_ number: Double, in recipe: inout Recipe) -> Bool {
    let clamped = min(range.upperBound, max(range.lowerBound, number))
    switch self {
    case .seed: recipe.seed = UInt32(clamped)
    case .seedB: recipe.seedB = UInt32(clamped)
    case .stepsC: recipe.stageC.steps = Int(clamped)
    case .guidanceC: recipe.stageC.guidance = Float(clamped)
    case .stepsB: recipe.stageB.steps = Int(clamped)
    case .guidanceB: recipe.stageB.guidance = Float(clamped)
    case .temperatureFrom: recipe.stageB.temperature?.from = Float(clamped)
    case .temperatureTo: recipe.stageB.temperature?.to = Float(clamped)
    case .samplerC, .samplerB: break
    }
    return clamped != number
  }

  /// Moves to the next value up or down, or the next choice.
  package func change(_ recipe: inout Recipe, up: Bool) {
    switch self {
    case .samplerC: recipe.stageC.sampler = Self.neighbour(of: recipe.stageC.sampler, up: up)
    case .samplerB:
      recipe.stageB.sampler = recipe.stageB.sampler.map { Self.neighbour(of: $0, up: up) }
    default:
      let now = value(in: recipe) ?? Double(recipe.seed)
      let size = step(at: now, up: up)
      // Landing on multiples keeps the numbers round.
      let slots = now / size
      let next = up ? (slots + 1e-4).rounded(.down) + 1 : (slots - 1e-4).rounded(.up) - 1
      _ = set(next * size, in: &recipe)
    }
  }

  private static func neighbour<Choice: CaseIterable & Equatable>(
    of choice: Choice, up: Bool
  ) -> Choice {
    let all = Array(Choice.allCases)
    let index = all.firstIndex(of: choice) ?? 0
    return all[(index + (up ? 1 : all.count - 1)) % all.count]
  }

  /// The number with so many places, always with a decimal point; at least one place is needed.
  package static func decimal(_ value: Double, places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((abs(value) * scale).rounded())
    let digits = "\(scaled % Int(scale))"
    let padding = String(repeating: "0", count: places - digits.count)
    return "\(value < 0 && scaled > 0 ? "-" : "")\(scaled / Int(scale)).\(padding)\(digits)"
  }
}

extension ClosedRange<Int> {
  fileprivate var doubles: ClosedRange<Double> { Double(lowerBound)...Double(upperBound) }
}

extension ClosedRange<Float> {
  fileprivate var doubles: ClosedRange<Double> { Double(lowerBound)...Double(upperBound) }
}

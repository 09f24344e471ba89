import Glibc
import Recipes

/// The random numbers of a run: those of its seed, or of a place on the way to another seed.
struct RunDraws: RandomSource, Sendable {
  private var main: TorchGenerator
  private var other: TorchGenerator?
  /// How far on the way, 0…1.
  private let share: Float

  init(_ recipe: Recipe) {
    main = TorchGenerator(seed: recipe.seed)
    // Between a noise and itself there is no way: a mix of the two would only be louder.
    other = recipe.toward.flatMap { $0.seed == recipe.seed ? nil : TorchGenerator(seed: $0.seed) }
    share = recipe.toward?.share ?? 0
  }

  init(seed: UInt32) {
    main = TorchGenerator(seed: seed)
    other = nil
    share = 0
  }

  /// A quarter circle from one noise to the other, on which all has the same variance.
  mutating func randn(_ count: Int) -> [Float] {
    let own = main.randn(count)
    guard let far = other?.randn(count) else { return own }
    if share <= 0 { return own }
    if share >= 1 { return far }
    let angle = Double(share) * Double.pi / 2
    let (near, away) = (Float(cos(angle)), Float(cos(Double.pi / 2 - angle)))
    return zip(own, far).map { near * $0 + away * $1 }
  }

  mutating func rand(_ count: Int) -> [Float] {
    let own = main.rand(count)
    guard let far = other?.rand(count), share > 0.5 else { return own }
    return far
  }

  mutating func randint(below bound: Int, count: Int) -> [Int32] {
    let own = main.randint(below: bound, count: count)
    guard let far = other?.randint(below: bound, count: count), share > 0.5 else { return own }
    return far
  }
}

package import Recipes

/// The recipes that are drawn one after the other once the present run is over.
package struct WaitingRuns: Equatable, Sendable {
  /// The most that wait; what is more is left out.
  package static let most = 1000

  package private(set) var recipes: [Recipe]
  /// Whether they wait for the user, who has stopped a run.
  package private(set) var isPaused = false

  package init(_ recipes: [Recipe] = []) {
    self.recipes = Array(recipes.prefix(Self.most))
  }

  package var isEmpty: Bool { recipes.isEmpty }
  package var count: Int { recipes.count }

  /// - Returns: how many found no room.
  mutating func add(_ more: [Recipe]) -> Int {
    let fitting = more.prefix(Self.most - count)
    recipes += fitting
    return more.count - fitting.count
  }

  mutating func next() -> Recipe? { recipes.isEmpty ? nil : recipes.removeFirst() }

  mutating func removeLast() -> Recipe? {
    defer { isPaused = isPaused && !isEmpty }
    return recipes.popLast()
  }

  mutating func pause() { isPaused = !isEmpty }
  mutating func goOn() { isPaused = false }

  /// Makes recipes of the model before some of this one.
  mutating func adapt(to facts: ModelFacts, from previous: ModelFacts) {
    recipes = recipes.map { facts.adapt($0, from: previous) }
  }

  /// Such as `2 waiting`; nil where none is.
  package var words: String? { isEmpty ? nil : "\(count) waiting" }
}

/// How far a prediction goes from the unwanted condition to the wanted one.
package struct Guidance: Equatable, Sendable {
  /// What recipes say: 0 is the unwanted condition, 1 the wanted one.
  package let weight: Float
  package let generation: Generation

  package init(_ weight: Float, in generation: Generation) {
    self.weight = weight
    self.generation = generation
  }

  /// Whether the unwanted condition has a part in the prediction.
  ///
  /// In version 1 a weight of exactly 1 is no guidance, in version 2 every weight up to 1
  /// (spec v2 §8.1, §8.2).
  package var isGuided: Bool {
    switch generation {
    case .first: weight != 1
    case .second: weight > 1
    }
  }

  /// The weight that predictions are mixed with; nil asks for the wanted condition alone.
  package var scale: Float? { isGuided ? weight : nil }

  /// Samples that a network sees at each step for one that is drawn.
  package var samples: Int { isGuided ? 2 : 1 }
}

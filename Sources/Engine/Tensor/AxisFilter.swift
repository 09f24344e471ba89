/// The weights that make each place along one axis of a resized map from those of the original.
///
/// Antialiased: where the map shrinks, the kernel grows with it (spec v1 §4.1, v2 §3.1).
package struct AxisFilter: Sendable {
  package enum Kernel: String, Sendable {
    case bilinear
    /// Keys' cubic with a = −0.5.
    case bicubic

    /// How far the kernel reaches to either side.
    fileprivate var reach: Double { self == .bilinear ? 1 : 2 }

    fileprivate func callAsFunction(_ place: Double) -> Double {
      let x = abs(place)
      switch self {
      case .bilinear: return max(0, 1 - x)
      case .bicubic:
        if x >= 2 { return 0 }
        return x < 1
          ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2
      }
    }
  }

  /// How far apart the new places lie in the original.
  package enum Spacing: Sendable {
    /// `in / out`: both maps cover the same area.
    case areas
    /// `(in − 1) / (out − 1)`, from corner to corner, though the centres are those of areas: what
    /// PyTorch does for antialiased maps with aligned corners, and what version 2 was trained with.
    case corners
  }

  let input: Int
  /// How many places are made.
  let output: Int
  /// The originals that any of them is made of.
  let sources: Range<Int>
  /// The weights of all places, one after the other.
  let weights: [Float]
  /// For each place, the original it begins with and where its weights begin; one more at the end.
  let starts: [(source: Int, weight: Int)]

  /// - Parameter places: those of the `length` new ones that are made; all unless given.
  package init(
    from input: Int, to length: Int, _ kernel: Kernel, _ spacing: Spacing = .areas,
    places: Range<Int>? = nil
  ) {
    precondition(input > 0 && length > 0, "an axis of \(input) cannot become one of \(length)")
    let places = places ?? 0..<length
    precondition(!places.isEmpty && places.lowerBound >= 0 && places.upperBound <= length)
    self.input = input
    output = places.count
    if input == length {
      weights = Array(repeating: 1, count: output)
      starts = (0...output).map { (places.lowerBound + $0, $0) }
      sources = places
      return
    }
    let scale =
      switch spacing {
      case .areas: Double(input) / Double(length)
      case .corners: length > 1 ? Double(input - 1) / Double(length - 1) : 0
      }
    let width = max(scale, 1)
    let support = kernel.reach * width
    var weights: [Float] = []
    var starts: [(source: Int, weight: Int)] = []
    var end = 0
    for index in places {
      let centre = (Double(index) + 0.5) * scale
      let low = max(0, Int(centre - support + 0.5))
      let high = min(input, Int(centre + support + 0.5))
      let own = (low..<high).map { kernel((Double($0) - centre + 0.5) / width) }
      let sum = own.reduce(0, +)
      starts.append((low, weights.count))
      end = high
      weights += own.map { Float($0 / sum) }
    }
    starts.append((end, weights.count))
    sources = starts[0].source..<end
    self.weights = weights
    self.starts = starts
  }

  /// Where the weights of place `index` are.
  func taps(_ index: Int) -> Range<Int> { starts[index].weight..<starts[index + 1].weight }
}

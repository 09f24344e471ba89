/// Three directions in the space of a latent's channels, shown as red, green and blue.
struct LatentBasis: Equatable, Sendable {
  /// Three orthonormal vectors, `[3][channels]`.
  let axes: [[Double]]

  /// The first principal components of `planes`, `[channels][positions]`.
  ///
  /// The components span a space; inside it the axes are turned as near as possible to those of
  /// `previous`, so that colours do not jump from frame to frame where components change signs or
  /// order. Without a previous basis each axis points to where its largest share is positive.
  init(of planes: [[Double]], near previous: LatentBasis?) {
    let components = Self.components(of: planes)
    if let previous, previous.axes[0].count == planes.count,
      let turned = Self.turn(components, to: previous.axes)
    {
      axes = turned
    } else {
      axes = components.map { axis in
        let largest = axis.max { $0.magnitude < $1.magnitude } ?? 0
        return largest < 0 ? axis.map { -$0 } : axis
      }
    }
  }

  private static func components(of planes: [[Double]]) -> [[Double]] {
    let centred = planes.map { plane in
      let mean = plane.reduce(0, +) / Double(max(1, plane.count))
      return plane.map { $0 - mean }
    }
    let covariance = centred.map { a in centred.map { b in dot(a, b) } }
    var components = Array(SymmetricEigen(covariance).vectors.prefix(3))
    // Fewer than three channels leave the other colours dark.
    while components.count < 3 {
      components.append([Double](repeating: 0, count: planes.count))
    }
    return components
  }

  /// The orthonormal basis of the span of `components` that is nearest to `target`.
  ///
  /// This is the orthogonal Procrustes solution `M (MᵀM)^-½` with `M[i][j] = componentᵢ · targetⱼ`.
  /// Nil where a target is nearly orthogonal to the span, so that no turn is the nearest.
  private static func turn(_ components: [[Double]], to target: [[Double]]) -> [[Double]]? {
    let m = components.map { component in target.map { dot(component, $0) } }
    let gram = (0..<3).map { i in
      (0..<3).map { j in (0..<3).reduce(0) { $0 + m[$1][i] * m[$1][j] } }
    }
    let eigen = SymmetricEigen(gram)
    guard let least = eigen.values.last, least > 1e-6 else { return nil }
    let inverseRoot = (0..<3).map { i in
      (0..<3).map { j in
        (0..<3).reduce(0) {
          $0 + eigen.vectors[$1][i] * eigen.vectors[$1][j] / eigen.values[$1].squareRoot()
        }
      }
    }
    return (0..<3).map { j in
      components[0].indices.map { channel in
        (0..<3).reduce(0) { sum, i in
          let turn = (0..<3).reduce(0) { $0 + m[i][$1] * inverseRoot[$1][j] }
          return sum + components[i][channel] * turn
        }
      }
    }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }
}

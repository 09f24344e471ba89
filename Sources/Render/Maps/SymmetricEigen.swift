/// Eigenvalues and eigenvectors of a small real symmetric matrix.
struct SymmetricEigen {
  /// In descending order.
  let values: [Double]
  /// `vectors[k]` has unit length and belongs to `values[k]`.
  let vectors: [[Double]]

  /// Cyclic Jacobi rotations (Golub and Van Loan, "Matrix Computations", §8.5) of `matrix`, `[n][n]`.
  init(_ matrix: [[Double]]) {
    let n = matrix.count
    var a = matrix
    var v = (0..<n).map { row in (0..<n).map { $0 == row ? 1.0 : 0.0 } }
    let scale = a.joined().reduce(0) { $0 + $1 * $1 }
    for _ in 0..<64 {
      var off = 0.0
      for p in 0..<n { for q in 0..<p { off += a[p][q] * a[p][q] } }
      // Rotations converge quadratically: about eight sweeps reach this for 16 channels.
      if off <= 1e-28 * scale { break }
      for p in 0..<n {
        for q in p + 1..<max(p + 1, n) where a[p][q] != 0 {
          let tau = (a[q][q] - a[p][p]) / (2 * a[p][q])
          let t = (tau >= 0 ? 1.0 : -1.0) / (tau.magnitude + (1 + tau * tau).squareRoot())
          let c = 1 / (1 + t * t).squareRoot()
          let s = t * c
          for k in 0..<n { Self.rotate(&a, (k, p), (k, q), c, s) }
          for k in 0..<n { Self.rotate(&a, (p, k), (q, k), c, s) }
          for k in 0..<n { Self.rotate(&v, (k, p), (k, q), c, s) }
        }
      }
    }
    let order = (0..<n).sorted { a[$0][$0] > a[$1][$1] }
    values = order.map { a[$0][$0] }
    vectors = order.map { column in (0..<n).map { v[$0][column] } }
  }

  private static func rotate(
    _ m: inout [[Double]], _ x: (Int, Int), _ y: (Int, Int), _ c: Double, _ s: Double
  ) {
    let first = m[x.0][x.1]
    let second = m[y.0][y.1]
    m[x.0][x.1] = c * first - s * second
    m[y.0][y.1] = s * first + c * second
  }
}

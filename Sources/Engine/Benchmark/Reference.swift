import Foundation

/// The operations of the networks as their definitions say, in double precision and one loop after
/// another: what the fast path is checked against before it is timed.
struct Reference {
  /// The positions of all samples, one after the other.
  let rows: [[Double]]
  let samples: Int

  init(_ x: Tensor) {
    let elements = x.elements
    rows = stride(from: 0, to: elements.count, by: x.channels).map {
      elements[$0..<$0 + x.channels].map(Double.init)
    }
    samples = x.batch
  }

  private init(_ rows: [[Double]], samples: Int) {
    self.rows = rows
    self.samples = samples
  }

  private var positions: Int { rows.count / samples }

  func mapped(_ body: (Double) -> Double) -> Reference {
    Reference(rows.map { $0.map(body) }, samples: samples)
  }

  static func + (x: Reference, y: Reference) -> Reference {
    Reference(zip(x.rows, y.rows).map { zip($0, $1).map(+) }, samples: x.samples)
  }

  static func gelu(_ x: Double) -> Double { 0.5 * x * (1 + erf(x / 2.0.squareRoot())) }

  static func silu(_ x: Double) -> Double { x / (1 + exp(-x)) }

  /// `x · weightᵀ + bias`, with the rows of `weight` in `range`.
  func linear(_ weight: Tensor, _ bias: Tensor, rows range: Range<Int>? = nil) -> Reference {
    let all = Reference(weight).rows
    let bias = bias.elements
    return Reference(
      rows.map { row in
        (range ?? 0..<all.count).map { output in
          zip(row, all[output]).reduce(Double(bias[output])) { $0 + $1.0 * $1.1 }
        }
      }, samples: samples)
  }

  func layerNormalized() -> Reference {
    Reference(
      rows.map { row in
        let mean = row.reduce(0, +) / Double(row.count)
        let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
        return row.map { ($0 - mean) / (variance + 1e-6).squareRoot() }
      }, samples: samples)
  }

  /// Global response normalisation (spec v1 §1.2).
  func responseNormalized(gamma: Tensor, beta: Tensor) -> Reference {
    let (gamma, beta) = (gamma.elements.map(Double.init), beta.elements.map(Double.init))
    var result: [[Double]] = []
    for sample in 0..<samples {
      let own = rows[sample * positions..<(sample + 1) * positions]
      let norms = gamma.indices.map { column in
        own.reduce(0) { $0 + $1[column] * $1[column] }.squareRoot()
      }
      let mean = norms.reduce(0, +) / Double(norms.count) + 1e-6
      result += own.map { row in
        row.indices.map { row[$0] + gamma[$0] * row[$0] * norms[$0] / mean + beta[$0] }
      }
    }
    return Reference(result, samples: samples)
  }

  /// A 3×3 depthwise convolution with zeros around the map; `weight` is `[channels, 1, 3, 3]`.
  func depthwise(height: Int, width: Int, _ weight: Tensor, _ bias: Tensor) -> Reference {
    let (taps, bias) = (weight.elements, bias.elements)
    var result: [[Double]] = []
    for sample in 0..<samples {
      for y in 0..<height {
        for x in 0..<width {
          result.append(
            bias.indices.map { channel in
              var sum = Double(bias[channel])
              for (tap, factor) in taps[channel * 9..<channel * 9 + 9].enumerated() {
                let (row, column) = (y + tap / 3 - 1, x + tap % 3 - 1)
                guard (0..<height).contains(row), (0..<width).contains(column) else { continue }
                sum += Double(factor) * rows[(sample * height + row) * width + column][channel]
              }
              return sum
            })
        }
      }
    }
    return Reference(result, samples: samples)
  }

  /// Attention of every position to those of `keys` and `values`, sample by sample.
  func attending(_ keys: [Reference], _ values: [Reference], heads: Int) -> Reference {
    let depth = rows[0].count / heads
    return Reference(
      rows.indices.map { query in
        let sample = query / positions
        func own(_ parts: [Reference]) -> [[Double]] {
          parts.flatMap { $0.rows[sample * $0.positions..<(sample + 1) * $0.positions] }
        }
        let (keys, values) = (own(keys), own(values))
        return (0..<heads).flatMap { head -> [Double] in
          let channels = head * depth..<(head + 1) * depth
          let scores = keys.map { key in
            channels.reduce(0) { $0 + rows[query][$1] * key[$1] } / Double(depth).squareRoot()
          }
          let top = scores.max() ?? 0
          let powers = scores.map { exp($0 - top) }
          let sum = powers.reduce(0, +)
          return channels.map { channel in
            zip(powers, values).reduce(0) { $0 + $1.0 / sum * $1.1[channel] }
          }
        }
      }, samples: samples)
  }

  /// How far `x` is from this, the largest difference against the largest value.
  func error(of x: Tensor) -> Double {
    let wanted = rows.flatMap(\.self)
    let peak = wanted.reduce(0) { max($0, abs($1)) }
    var worst = 0.0
    for (got, wanted) in zip(x.elements, wanted) {
      let difference = abs(Double(got) - wanted)
      if !(difference <= worst) { worst = difference.isNaN ? .infinity : difference }
    }
    return worst / peak
  }
}

import Foundation

/// The operations of the networks as their definitions say, in double precision and one loop after another.
package enum Naive {
  package static func gelu(_ x: Double) -> Double { 0.5 * x * (1 + erf(x / 2.0.squareRoot())) }

  package static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// Rows of `columns`, normalised to mean 0 and variance 1.
  package static func layerNorm(_ x: [Float], columns: Int, epsilon: Double) -> [Double] {
    stride(from: 0, to: x.count, by: columns).flatMap { first -> [Double] in
      let row = x[first..<first + columns].map(Double.init)
      let mean = row.reduce(0, +) / Double(columns)
      let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(columns)
      return row.map { ($0 - mean) / (variance + epsilon).squareRoot() }
    }
  }

  package static func softmax(_ x: [Double]) -> [Double] {
    let top = x.max() ?? 0
    let powers = x.map { exp($0 - top) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  /// `x · wᵀ` with `x` of `inner` columns and `w` `[columns, inner]`.
  package static func product(_ x: [Float], _ w: [Float], inner: Int) -> [Double] {
    let rows = x.count / inner
    let columns = w.count / inner
    var result: [Double] = []
    for row in 0..<rows {
      for column in 0..<columns {
        result.append(
          (0..<inner).reduce(0) {
            $0 + Double(x[row * inner + $1]) * Double(w[column * inner + $1])
          })
      }
    }
    return result
  }

  /// A map of one sample, channels last.
  package struct Map {
    package let height: Int
    package let width: Int
    package let channels: Int
    package let values: [Float]

    package init(height: Int, width: Int, channels: Int, values: [Float]) {
      precondition(values.count == height * width * channels)
      self.height = height
      self.width = width
      self.channels = channels
      self.values = values
    }

    /// Zero outside, or the nearest pixel if `replicating`.
    package func value(_ y: Int, _ x: Int, _ c: Int, replicating: Bool = false) -> Double {
      let (row, column) = (min(max(y, 0), height - 1), min(max(x, 0), width - 1))
      if !replicating && (row != y || column != x) { return 0 }
      return Double(values[(row * width + column) * channels + c])
    }
  }

  /// A convolution with `weight` `[outputs, inputs / groups, kernel, kernel]` as checkpoints keep it.
  package static func convolution(
    _ map: Map, weight: [Float], bias: [Float], outputs: Int, kernel: Int, stride: Int,
    padding: Int, groups: Int = 1, replicating: Bool = false
  ) -> [Double] {
    let rows = (map.height + 2 * padding - kernel) / stride + 1
    let columns = (map.width + 2 * padding - kernel) / stride + 1
    let inputs = map.channels / groups
    var result: [Double] = []
    for y in 0..<rows {
      for x in 0..<columns {
        for output in 0..<outputs {
          let first = output / (outputs / groups) * inputs
          var sum = Double(bias[output])
          for input in 0..<inputs {
            for ky in 0..<kernel {
              for kx in 0..<kernel {
                let tap = weight[((output * inputs + input) * kernel + ky) * kernel + kx]
                sum +=
                  Double(tap)
                  * map.value(
                    y * stride + ky - padding, x * stride + kx - padding, first + input,
                    replicating: replicating)
              }
            }
          }
          result.append(sum)
        }
      }
    }
    return result
  }

  /// A transposed convolution with `weight` `[inputs, outputs, kernel, kernel]`: every input adds its taps.
  package static func transposedConvolution(
    _ map: Map, weight: [Float], bias: [Float], outputs: Int, kernel: Int, stride: Int,
    padding: Int
  ) -> [Double] {
    let (rows, columns) = (map.height * stride, map.width * stride)
    var result = (0..<rows * columns).flatMap { _ in bias.map(Double.init) }
    for y in 0..<map.height {
      for x in 0..<map.width {
        for ky in 0..<kernel {
          for kx in 0..<kernel {
            let (row, column) = (y * stride + ky - padding, x * stride + kx - padding)
            guard (0..<rows).contains(row), (0..<columns).contains(column) else { continue }
            for output in 0..<outputs {
              for input in 0..<map.channels {
                let tap = weight[((input * outputs + output) * kernel + ky) * kernel + kx]
                result[(row * columns + column) * outputs + output] +=
                  Double(tap) * map.value(y, x, input)
              }
            }
          }
        }
      }
    }
    return result
  }

  /// The bfloat16 number nearest to `x`, the even one of two.
  package static func rounded(_ x: Float) -> UInt16 {
    if x.isNaN { return 0x7fc0 }
    let low = UInt16(truncatingIfNeeded: x.bitPattern >> 16)
    let rest = x.bitPattern & 0xffff
    return rest > 0x8000 || (rest == 0x8000 && low % 2 == 1) ? low + 1 : low
  }

  package static func widened(_ x: UInt16) -> Float { Float(bitPattern: UInt32(x) << 16) }
}
